using BigData.Spark.Plans;
using BigData.Spark.Proto;
using BigData.Spark.Sql.Types;
using Expression = BigData.Spark.Proto.Expression;

namespace BigData.Spark.Sql;

/// <content>Transformations of columns.</content>
public sealed partial class DataFrame
{
    /// <summary>The frame with these columns only.</summary>
    /// <param name="columns">Columns or expressions.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Select(params Column[] columns) =>
        Next(new Relation { Project = new() { Input = Relation, Expressions = { columns.Select(c => c.Expression) } } });

    /// <summary>The frame with these columns only.</summary>
    /// <param name="column">The first name; <c>*</c> for all.</param>
    /// <param name="columns">More names.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Select(string column, params string[] columns) => Select([.. Named(column, columns)]);

    /// <summary>The frame with these expressions only.</summary>
    /// <param name="expressions">SQL expressions such as <c>price * 2 AS twice</c>.</param>
    /// <returns>A new frame.</returns>
    public DataFrame SelectExpr(params string[] expressions) => Select([.. expressions.Select(e => new Column(PlanExpressions.Text(e)))]);

    /// <summary>The frame with a column added, or replaced if the name exists.</summary>
    /// <param name="colName">The name.</param>
    /// <param name="col">The values.</param>
    /// <returns>A new frame.</returns>
    public DataFrame WithColumn(string colName, Column col) => WithColumns([new(colName, col)]);

    /// <summary>The frame with columns added or replaced; all see the old columns.</summary>
    /// <param name="columns">The values by name.</param>
    /// <returns>A new frame.</returns>
    public DataFrame WithColumns(IEnumerable<KeyValuePair<string, Column>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        WithColumns with = new()
        {
            Input = Relation,
            Aliases = { columns.Select(c => new Expression.Types.Alias { Expr = c.Value.Expression, Name = { c.Key } }) },
        };
        return Next(new Relation { WithColumns = with });
    }

    /// <summary>The frame with a column under another name; the same if there is no such column.</summary>
    /// <param name="existingName">The old name.</param>
    /// <param name="newName">The new name.</param>
    /// <returns>A new frame.</returns>
    public DataFrame WithColumnRenamed(string existingName, string newName) => WithColumnsRenamed([new(existingName, newName)]);

    /// <summary>The frame with columns under other names; names that do not exist are left out.</summary>
    /// <param name="names">New names by old names.</param>
    /// <returns>A new frame.</returns>
    public DataFrame WithColumnsRenamed(IEnumerable<KeyValuePair<string, string>> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        WithColumnsRenamed renamed = new() { Input = Relation };
        renamed.Renames.Add(names.Select(n => new WithColumnsRenamed.Types.Rename { ColName = n.Key, NewColName = n.Value }));
        return Next(new Relation { WithColumnsRenamed = renamed });
    }

    /// <summary>The frame with a column that carries metadata.</summary>
    /// <param name="columnName">The column.</param>
    /// <param name="metadata">Facts about the column.</param>
    /// <returns>A new frame.</returns>
    public DataFrame WithMetadata(string columnName, Metadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Expression.Types.Alias alias = new() { Expr = Col(columnName).Expression, Name = { columnName }, Metadata = metadata.Json };
        return Next(new Relation { WithColumns = new() { Input = Relation, Aliases = { alias } } });
    }

    /// <summary>The frame without some columns; names that do not exist are left out.</summary>
    /// <param name="colNames">The names.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Drop(params string[] colNames) =>
        Next(new Relation { Drop = new() { Input = Relation, ColumnNames = { colNames } } });

    /// <summary>The frame without some columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Drop(params Column[] columns) =>
        Next(new Relation { Drop = new() { Input = Relation, Columns = { columns.Select(c => c.Expression) } } });

    /// <summary>The frame with all columns under other names.</summary>
    /// <param name="colNames">One name per column.</param>
    /// <returns>A new frame.</returns>
    public DataFrame ToDF(params string[] colNames) =>
        Next(new Relation { ToDf = new() { Input = Relation, ColumnNames = { colNames } } });

    /// <summary>The frame with columns matched by name, reordered and cast to a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>A new frame.</returns>
    public DataFrame To(StructType schema) =>
        Next(new Relation { ToSchema = new() { Input = Relation, Schema = Engine.DataTypeProto.ToProto(schema) } });

    /// <summary>The frame under a name, for columns such as <c>name.column</c>.</summary>
    /// <param name="alias">The name.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Alias(string alias) => Next(new Relation { SubqueryAlias = new() { Input = Relation, Alias = alias } });

    /// <summary>The frame under a name, for columns such as <c>name.column</c>.</summary>
    /// <param name="alias">The name.</param>
    /// <returns>A new frame.</returns>
    public DataFrame As(string alias) => Alias(alias);

    /// <summary>One row for each of several columns of a row.</summary>
    /// <param name="ids">The columns that stay.</param>
    /// <param name="values">The columns that become rows; null for all others.</param>
    /// <param name="variableColumnName">The name of the column of names.</param>
    /// <param name="valueColumnName">The name of the column of values.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Unpivot(IEnumerable<Column> ids, IEnumerable<Column>? values, string variableColumnName, string valueColumnName)
    {
        Unpivot unpivot = new()
        {
            Input = Relation,
            Ids = { ids.Select(c => c.Expression) },
            VariableColumnName = variableColumnName,
            ValueColumnName = valueColumnName,
        };
        if (values is not null)
        {
            unpivot.Values = new() { Values_ = { values.Select(c => c.Expression) } };
        }

        return Next(new Relation { Unpivot = unpivot });
    }

    /// <summary>Rows as columns and columns as rows.</summary>
    /// <param name="indexColumn">The column whose values become names; the first if null.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Transpose(Column? indexColumn = null)
    {
        Transpose transpose = new() { Input = Relation };
        if (indexColumn is not null)
        {
            transpose.IndexColumns.Add(indexColumn.Expression);
        }

        return Next(new Relation { Transpose = transpose });
    }

    /// <summary>Passes the frame through a function, so that calls read from left to right.</summary>
    /// <param name="transformation">The function.</param>
    /// <returns>What the function returns.</returns>
    public DataFrame Transform(Func<DataFrame, DataFrame> transformation)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        return transformation(this);
    }

    private static IEnumerable<Column> Named(string first, string[] more) =>
        more.Prepend(first).Select(name => new Column(PlanExpressions.Attribute(name)));
}
