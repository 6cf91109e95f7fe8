using BigData.Spark.Sql;
using BigData.Spec.Expressions;
using BigData.Spec.Frames;
using BigData.Spec.Jobs;
using BigData.Spec.MachineLearning;
using BigData.Spec.Sources;
using BigData.Spec.Statements;

namespace BigData.Spec.Connect;

public sealed class ArithmeticTests(ConnectEngine engine) : ArithmeticSpec(engine);

public sealed class CastTests(ConnectEngine engine) : CastSpec(engine);

public sealed class CollectionTests(ConnectEngine engine) : CollectionSpec(engine);

public sealed class DateTimeTests(ConnectEngine engine) : DateTimeSpec(engine);

public sealed class JsonFunctionTests(ConnectEngine engine) : JsonFunctionSpec(engine);

public sealed class MistakeTests(ConnectEngine engine) : MistakeSpec(engine);

public sealed class NullLogicTests(ConnectEngine engine) : NullLogicSpec(engine);

public sealed class StringTests(ConnectEngine engine) : StringSpec(engine);

public sealed class TextFormatTests(ConnectEngine engine) : TextFormatSpec(engine);

public sealed class AggregateTests(ConnectEngine engine) : AggregateSpec(engine);

public sealed class GeneratorTests(ConnectEngine engine) : GeneratorSpec(engine);

public sealed class GroupingSetTests(ConnectEngine engine) : GroupingSetSpec(engine);

public sealed class AlsTests(ConnectEngine engine) : AlsSpec(engine);

public sealed class PivotTests(ConnectEngine engine) : PivotSpec(engine);

public sealed class SetOperationTests(ConnectEngine engine) : SetOperationSpec(engine);

public sealed class SampleTests(ConnectEngine engine) : SampleSpec(engine);

public sealed class StatisticsTests(ConnectEngine engine) : StatisticsSpec(engine);

public sealed class MissingValueTests(ConnectEngine engine) : MissingValueSpec(engine);

public sealed class JsonTests(ConnectEngine engine) : JsonSpec(engine);

public sealed class WriterTests(ConnectEngine engine) : WriterSpec(engine);

public sealed class JoinTests(ConnectEngine engine) : JoinSpec(engine);

public sealed class LocalDataTests(ConnectEngine engine) : LocalDataSpec(engine);

public sealed class MistakeFrameTests(ConnectEngine engine) : MistakeFrameSpec(engine);

public sealed class OrderTests(ConnectEngine engine) : OrderSpec(engine);

public sealed class ProjectionTests(ConnectEngine engine) : ProjectionSpec(engine);

public sealed class SessionTests(ConnectEngine engine) : SessionSpec(engine);

public sealed class TimeWindowTests(ConnectEngine engine) : TimeWindowSpec(engine);

public sealed class WindowFunctionTests(ConnectEngine engine) : WindowFunctionSpec(engine);

public sealed class MainJobTests(ConnectEngine engine) : MainJobSpec(engine);

public sealed class CsvTests(ConnectEngine engine) : CsvSpec(engine);

public sealed class DeltaTests(ConnectEngine engine) : DeltaSpec(engine);

public sealed class ChangeFeedTests(ConnectEngine engine) : ChangeFeedSpec(engine);

public sealed class ParquetTests(ConnectEngine engine) : ParquetSpec(engine);

public sealed class StatementTests(ConnectEngine engine) : StatementSpec(engine);

public sealed class QueryTests(ConnectEngine engine) : QuerySpec(engine)
{
    /// <summary>
    /// Spark 4.2 takes arguments of SQL text, but the parser that Delta 4.4 puts before Spark's loses them. When this fails, the pair has
    /// been mended: delete it.
    /// </summary>
    [Fact]
    public override void Arguments_are_given_by_name_and_by_position() => Case(() => AssertError<AnalysisException>(
        "UNBOUND_SQL_PARAMETER",
        () => Spark.Sql("SELECT :a AS x", new Dictionary<string, object?> { ["a"] = 1 }).Collect()));
}

public sealed class ComplianceTests : SpecCompliance
{
    protected override System.Reflection.Assembly Tests => typeof(ComplianceTests).Assembly;
}
