using BigData.Spec.Expressions;
using BigData.Spec.Frames;
using BigData.Spec.Jobs;
using BigData.Spec.MachineLearning;
using BigData.Spec.Sources;
using BigData.Spec.Statements;

namespace BigData.Spec.Embedded;

public sealed class ArithmeticTests(EmbeddedEngine engine) : ArithmeticSpec(engine);

public sealed class CastTests(EmbeddedEngine engine) : CastSpec(engine);

public sealed class CollectionTests(EmbeddedEngine engine) : CollectionSpec(engine);

public sealed class DateTimeTests(EmbeddedEngine engine) : DateTimeSpec(engine);

public sealed class JsonFunctionTests(EmbeddedEngine engine) : JsonFunctionSpec(engine);

public sealed class MistakeTests(EmbeddedEngine engine) : MistakeSpec(engine);

public sealed class NullLogicTests(EmbeddedEngine engine) : NullLogicSpec(engine);

public sealed class StringTests(EmbeddedEngine engine) : StringSpec(engine);

public sealed class TextFormatTests(EmbeddedEngine engine) : TextFormatSpec(engine);

public sealed class AggregateTests(EmbeddedEngine engine) : AggregateSpec(engine);

public sealed class GeneratorTests(EmbeddedEngine engine) : GeneratorSpec(engine);

public sealed class GroupingSetTests(EmbeddedEngine engine) : GroupingSetSpec(engine);

public sealed class AlsTests(EmbeddedEngine engine) : AlsSpec(engine);

public sealed class PivotTests(EmbeddedEngine engine) : PivotSpec(engine);

public sealed class SetOperationTests(EmbeddedEngine engine) : SetOperationSpec(engine);

public sealed class SampleTests(EmbeddedEngine engine) : SampleSpec(engine);

public sealed class StatisticsTests(EmbeddedEngine engine) : StatisticsSpec(engine);

public sealed class MissingValueTests(EmbeddedEngine engine) : MissingValueSpec(engine);

public sealed class JsonTests(EmbeddedEngine engine) : JsonSpec(engine);

public sealed class WriterTests(EmbeddedEngine engine) : WriterSpec(engine);

public sealed class JoinTests(EmbeddedEngine engine) : JoinSpec(engine);

public sealed class LocalDataTests(EmbeddedEngine engine) : LocalDataSpec(engine);

public sealed class MistakeFrameTests(EmbeddedEngine engine) : MistakeFrameSpec(engine);

public sealed class OrderTests(EmbeddedEngine engine) : OrderSpec(engine);

public sealed class ProjectionTests(EmbeddedEngine engine) : ProjectionSpec(engine);

public sealed class SessionTests(EmbeddedEngine engine) : SessionSpec(engine);

public sealed class TimeWindowTests(EmbeddedEngine engine) : TimeWindowSpec(engine);

public sealed class WindowFunctionTests(EmbeddedEngine engine) : WindowFunctionSpec(engine);

public sealed class MainJobTests(EmbeddedEngine engine) : MainJobSpec(engine);

public sealed class CsvTests(EmbeddedEngine engine) : CsvSpec(engine);

public sealed class DeltaTests(EmbeddedEngine engine) : DeltaSpec(engine);

public sealed class ChangeFeedTests(EmbeddedEngine engine) : ChangeFeedSpec(engine);

public sealed class ParquetTests(EmbeddedEngine engine) : ParquetSpec(engine);

public sealed class StatementTests(EmbeddedEngine engine) : StatementSpec(engine);

public sealed class QueryTests(EmbeddedEngine engine) : QuerySpec(engine);

public sealed class ComplianceTests : SpecCompliance
{
    protected override System.Reflection.Assembly Tests => typeof(ComplianceTests).Assembly;
}
