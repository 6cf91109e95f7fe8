using BigData.Spark.Plans;
using BigData.Spark.Sql.Expressions;
using BigData.Spark.Sql.Types;
using Google.Protobuf.Collections;
using Expression = BigData.Spark.Proto.Expression;

namespace BigData.Spark.Sql;

/// <summary>
/// A column of a frame, or an expression over columns. Immutable: each call makes a new column. <c>==</c> makes a comparison of
/// rows, so test for C#'s null by <c>is null</c>.
/// </summary>
public sealed partial class Column
{
    internal Column(Expression expression) => Expression = expression;

    internal Expression Expression { get; }

    /// <summary>The element of an array (from 0), the value of a key of a map, or the field of a struct.</summary>
    /// <param name="key">A position, a key or a name: a column or a value.</param>
    public Column this[object key] => GetItem(key);

    /// <summary>The column under another name.</summary>
    /// <param name="name">The new name.</param>
    /// <returns>A new column.</returns>
    public Column Alias(string name) => new(PlanExpressions.Alias(Expression, name));

    /// <summary>The column under another name with metadata.</summary>
    /// <param name="name">The new name.</param>
    /// <param name="metadata">Facts about the column, such as its comment.</param>
    /// <returns>A new column.</returns>
    public Column Alias(string name, Metadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Expression alias = PlanExpressions.Alias(Expression, name);
        alias.Alias.Metadata = metadata.Json;
        return new Column(alias);
    }

    /// <summary>The columns of a generator such as <c>PosExplode</c> under other names.</summary>
    /// <param name="names">One name per column.</param>
    /// <returns>A new column.</returns>
    public Column Alias(params string[] names) => new(PlanExpressions.Alias(Expression, names));

    /// <summary>The column under another name.</summary>
    /// <param name="name">The new name.</param>
    /// <returns>A new column.</returns>
    public Column As(string name) => Alias(name);

    /// <summary>The column under another name.</summary>
    /// <param name="name">The new name.</param>
    /// <returns>A new column.</returns>
    public Column Name(string name) => Alias(name);

    /// <summary>The value in another type; a value that does not fit is an error (ANSI).</summary>
    /// <param name="type">The type as DDL, such as <c>decimal(18,2)</c>.</param>
    /// <returns>A new column.</returns>
    public Column Cast(string type) => new(new Expression { Cast = new() { Expr = Expression, TypeStr = type } });

    /// <summary>The value in another type; a value that does not fit is an error (ANSI).</summary>
    /// <param name="type">The type.</param>
    /// <returns>A new column.</returns>
    public Column Cast(DataType type) =>
        new(new Expression { Cast = new() { Expr = Expression, Type = Engine.DataTypeProto.ToProto(type) } });

    /// <summary>The value in another type; NULL for a value that does not fit.</summary>
    /// <param name="type">The type as DDL, such as <c>int</c>.</param>
    /// <returns>A new column.</returns>
    public Column TryCast(string type) =>
        new(new Expression { Cast = new() { Expr = Expression, TypeStr = type, EvalMode = Expression.Types.Cast.Types.EvalMode.Try } });

    /// <summary>The value in another type; NULL for a value that does not fit.</summary>
    /// <param name="type">The type.</param>
    /// <returns>A new column.</returns>
    public Column TryCast(DataType type) => new(new Expression
    {
        Cast = new()
        {
            Expr = Expression,
            Type = Engine.DataTypeProto.ToProto(type),
            EvalMode = Expression.Types.Cast.Types.EvalMode.Try,
        },
    });

    /// <summary>Whether the value is NULL.</summary>
    /// <returns>A new column.</returns>
    public Column IsNull() => Call("isNull");

    /// <summary>Whether the value is not NULL.</summary>
    /// <returns>A new column.</returns>
    public Column IsNotNull() => Call("isNotNull");

    /// <summary>Whether the number is NaN; false for NULL.</summary>
    /// <returns>A new column.</returns>
    public Column IsNaN() => Call("isNaN");

    /// <summary>Whether both are equal or both are NULL; never NULL.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column EqNullSafe(object? other) => Binary("<=>", this, other);

    /// <summary>Whether the value lies between two others, both included.</summary>
    /// <param name="lowerBound">The least value: a column or a value.</param>
    /// <param name="upperBound">The greatest value: a column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Between(object? lowerBound, object? upperBound) => (this >= lowerBound) & (this <= upperBound);

    /// <summary>Whether the value is one of a list; NULL if it is not but the list holds NULL.</summary>
    /// <param name="list">Values or columns.</param>
    /// <returns>A new column.</returns>
    public Column IsIn(params object?[] list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return new(PlanExpressions.Call("in", [Expression, .. list.Select(PlanExpressions.Value)]));
    }

    /// <summary>Whether the value is one of a list; NULL if it is not but the list holds NULL.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="list">The values.</param>
    /// <returns>A new column.</returns>
    public Column IsIn<T>(IEnumerable<T> list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return new(PlanExpressions.Call("in", [Expression, .. list.Select(v => PlanExpressions.Value(v))]));
    }

    /// <summary>Whether the text matches a SQL pattern: <c>%</c> any text, <c>_</c> one character, <c>\</c> escapes.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>A new column.</returns>
    public Column Like(string pattern) => Call("like", pattern);

    /// <summary>As <see cref="Like"/>, with upper and lower case alike.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>A new column.</returns>
    public Column ILike(string pattern) => Call("ilike", pattern);

    /// <summary>Whether a regular expression of Java is found in the text.</summary>
    /// <param name="pattern">The regular expression.</param>
    /// <returns>A new column.</returns>
    public Column RLike(string pattern) => Call("rlike", pattern);

    /// <summary>Whether the text holds another.</summary>
    /// <param name="other">A column or a text.</param>
    /// <returns>A new column.</returns>
    public Column Contains(object other) => Call("contains", other);

    /// <summary>Whether the text begins with another.</summary>
    /// <param name="other">A column or a text.</param>
    /// <returns>A new column.</returns>
    public Column StartsWith(object other) => Call("startswith", other);

    /// <summary>Whether the text ends with another.</summary>
    /// <param name="other">A column or a text.</param>
    /// <returns>A new column.</returns>
    public Column EndsWith(object other) => Call("endswith", other);

    /// <summary>A part of the text or the bytes.</summary>
    /// <param name="startPos">The first character from 1, or from the end if negative: a column or a number.</param>
    /// <param name="length">The count of characters: a column or a number.</param>
    /// <returns>A new column.</returns>
    public Column SubStr(object startPos, object length) => Call("substr", startPos, length);

    /// <summary>The element of an array (from 0) or the value of a key of a map.</summary>
    /// <param name="key">A position or a key: a column or a value.</param>
    /// <returns>A new column.</returns>
    public Column GetItem(object key) =>
        new(new Expression { UnresolvedExtractValue = new() { Child = Expression, Extraction = PlanExpressions.Value(key) } });

    /// <summary>A field of a struct.</summary>
    /// <param name="fieldName">The name of the field.</param>
    /// <returns>A new column.</returns>
    public Column GetField(string fieldName) => GetItem(fieldName);

    /// <summary>The struct with a field added or replaced.</summary>
    /// <param name="fieldName">The name; nested fields by dots.</param>
    /// <param name="value">The new value.</param>
    /// <returns>A new column.</returns>
    public Column WithField(string fieldName, Column value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(new Expression
        {
            UpdateFields = new() { StructExpression = Expression, FieldName = fieldName, ValueExpression = value.Expression },
        });
    }

    /// <summary>The struct without some fields.</summary>
    /// <param name="fieldNames">The names; nested fields by dots.</param>
    /// <returns>A new column.</returns>
    public Column DropFields(params string[] fieldNames)
    {
        ArgumentNullException.ThrowIfNull(fieldNames);
        return fieldNames.Aggregate(
            this,
            (column, name) => new Column(new Expression { UpdateFields = new() { StructExpression = column.Expression, FieldName = name } }));
    }

    /// <summary>One more case of a chain that <c>Functions.When</c> began.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="value">The value where it is true: a column or a value.</param>
    /// <returns>A new column.</returns>
    /// <exception cref="InvalidOperationException">The column is no chain of cases, or has an <c>Otherwise</c>.</exception>
    public Column When(Column condition, object? value)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(PlanExpressions.Call("when", [.. Cases(nameof(When)), condition.Expression, PlanExpressions.Value(value)]));
    }

    /// <summary>The value where no case of a chain is true; NULL without it.</summary>
    /// <param name="value">A column or a value.</param>
    /// <returns>A new column.</returns>
    /// <exception cref="InvalidOperationException">The column is no chain of cases, or has an <c>Otherwise</c>.</exception>
    public Column Otherwise(object? value) => new(PlanExpressions.Call("when", [.. Cases(nameof(Otherwise)), PlanExpressions.Value(value)]));

    /// <summary>The function over a window of rows.</summary>
    /// <param name="window">Partition, order and frame.</param>
    /// <returns>A new column.</returns>
    public Column Over(WindowSpec window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return window.Over(this);
    }

    /// <summary>The function over all rows.</summary>
    /// <returns>A new column.</returns>
    public Column Over() => Over(Window.Empty);

    /// <summary>Bits set in both.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column BitwiseAnd(object other) => Call("&", other);

    /// <summary>Bits set in one of both.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column BitwiseOr(object other) => Call("|", other);

    /// <summary>Bits set in exactly one of both.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column BitwiseXor(object other) => Call("^", other);

    /// <summary>Ascending order with NULL first.</summary>
    /// <returns>A column for <c>OrderBy</c> and windows.</returns>
    public Column Asc() => Order(ascending: true, nullsFirst: true);

    /// <summary>Ascending order with NULL first.</summary>
    /// <returns>A column for <c>OrderBy</c> and windows.</returns>
    public Column AscNullsFirst() => Order(ascending: true, nullsFirst: true);

    /// <summary>Ascending order with NULL last.</summary>
    /// <returns>A column for <c>OrderBy</c> and windows.</returns>
    public Column AscNullsLast() => Order(ascending: true, nullsFirst: false);

    /// <summary>Descending order with NULL last.</summary>
    /// <returns>A column for <c>OrderBy</c> and windows.</returns>
    public Column Desc() => Order(ascending: false, nullsFirst: false);

    /// <summary>Descending order with NULL first.</summary>
    /// <returns>A column for <c>OrderBy</c> and windows.</returns>
    public Column DescNullsFirst() => Order(ascending: false, nullsFirst: true);

    /// <summary>Descending order with NULL last.</summary>
    /// <returns>A column for <c>OrderBy</c> and windows.</returns>
    public Column DescNullsLast() => Order(ascending: false, nullsFirst: false);

    /// <summary>Whether it is the same object; use <see cref="EqualTo"/> or <c>==</c> to compare rows.</summary>
    /// <param name="obj">Another object.</param>
    /// <returns>True for the same object.</returns>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>The expression as text for people.</summary>
    /// <returns>Text such as <c>(a + 1)</c>.</returns>
    public override string ToString() => ExpressionText.Format(Expression);

    private Column Call(string name, params object?[] arguments) =>
        new(PlanExpressions.Call(name, [Expression, .. arguments.Select(PlanExpressions.Value)]));

    private Column Order(bool ascending, bool nullsFirst) =>
        new(new Expression { SortOrder = PlanExpressions.Order(Expression, ascending, nullsFirst) });

    private RepeatedField<Expression> Cases(string call)
    {
        Expression.Types.UnresolvedFunction? function = Expression.UnresolvedFunction;
        bool isOpenChain = function is { FunctionName: "when" } && function.Arguments.Count % 2 == 0;
        return isOpenChain
            ? function!.Arguments
            : throw new InvalidOperationException($"{call} needs a chain that begins with Functions.When and has no Otherwise yet; this is {this}.");
    }
}
