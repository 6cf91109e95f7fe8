using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Plans;

/// <summary>A command: something done rather than computed.</summary>
internal abstract record Statement : PlanNode
{
    private protected Statement()
    {
    }

    /// <summary>The statement, its inputs below it.</summary>
    public sealed override string ToString() => PlanPrinter.Print(this);
}

/// <summary>SQL sent as a command: it runs at once and the client goes on with the relation of its result.</summary>
internal sealed record SqlCommand(Relation Input) : Statement
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>A query: it is not run by itself, its rows are those of the relation.</summary>
internal sealed record QueryStatement(Relation Query) : Statement
{
    public override ValueArray<PlanNode> Children => [Query];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Query = children.Relation() };
}

/// <summary>A name for a plan in this session.</summary>
internal sealed record CreateView(Relation Input, string Name, bool IsGlobal, bool Replace) : Statement
{
    /// <summary>Whether it came as SQL text: names in it are looked up at each use; those in a frame are those of now.</summary>
    public bool IsText { get; init; }

    /// <summary>Names for the columns, or empty for those of the rows.</summary>
    public ValueArray<string> ColumnNames { get; init; }

    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>CREATE SCHEMA.</summary>
internal sealed record CreateSchema(ValueArray<string> NameParts, bool IfNotExists) : Statement
{
    public string? Comment { get; init; }

    public string? Location { get; init; }

    public OptionMap Properties { get; init; } = OptionMap.Empty;
}

/// <summary>DROP SCHEMA.</summary>
internal sealed record DropSchema(ValueArray<string> NameParts, bool IfExists, bool Cascade) : Statement;

/// <summary>
/// CREATE TABLE. A path table has the name parts (format, path). Column comments are in the fields of the schema, which
/// is null when no columns were given (the table at the location must then exist).
/// </summary>
internal sealed record CreateTable(ValueArray<string> NameParts, StructType? Schema, bool IfNotExists) : Statement
{
    /// <summary>The format after USING; null when not said.</summary>
    public string? Provider { get; init; }

    public string? Location { get; init; }

    public string? Comment { get; init; }

    public ValueArray<string> PartitionedBy { get; init; }

    public OptionMap Properties { get; init; } = OptionMap.Empty;

    public OptionMap Options { get; init; } = OptionMap.Empty;
}

/// <summary>DROP TABLE.</summary>
internal sealed record DropTable(ValueArray<string> NameParts, bool IfExists, bool Purge = false) : Statement;

/// <summary>DROP VIEW.</summary>
internal sealed record DropView(ValueArray<string> NameParts, bool IfExists) : Statement;

/// <summary>DESCRIBE HISTORY of a Delta table, newest first. A table given by a quoted path has one name part and <see cref="IsPath"/>.</summary>
internal sealed record DescribeHistory(ValueArray<string> NameParts, int? Limit) : Statement
{
    public bool IsPath { get; init; }
}

/// <summary>DESCRIBE DETAIL of a Delta table.</summary>
internal sealed record DescribeDetail(ValueArray<string> NameParts) : Statement
{
    public bool IsPath { get; init; }
}

/// <summary>SHOW TABLES; of the current schema when none is named. SHOW TABLE EXTENDED tells more of each.</summary>
internal sealed record ShowTables(ValueArray<string> SchemaParts, string? Pattern) : Statement
{
    public bool IsExtended { get; init; }
}

/// <summary>SHOW SCHEMAS.</summary>
internal sealed record ShowSchemas(string? Pattern) : Statement;

/// <summary>SET key = value; a null value asks for the setting, a null key for all.</summary>
internal sealed record SetConfig(string? Key, string? Value) : Statement;

/// <summary>USE schema.</summary>
internal sealed record UseSchema(ValueArray<string> NameParts) : Statement;
