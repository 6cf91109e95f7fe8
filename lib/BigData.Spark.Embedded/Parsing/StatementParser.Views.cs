using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <content>CREATE [OR REPLACE] [GLOBAL] TEMPORARY VIEW.</content>
internal sealed partial class StatementParser
{
    // Gives null, and takes nothing, when no temporary view is made here.
    private CreateView? TryTemporaryView()
    {
        int mark = _tokens.Mark;
        bool replace = _tokens.TryWords("OR", "REPLACE");
        bool isGlobal = _tokens.TryWord("GLOBAL");
        if ((!_tokens.TryWord("TEMPORARY") && !_tokens.TryWord("TEMP")) || !_tokens.TryWord("VIEW"))
        {
            _tokens.Reset(mark);
            return null;
        }

        bool ifNotExists = _tokens.TryWords("IF", "NOT", "EXISTS");
        if (ifNotExists)
        {
            throw ParseErrors.At(_tokens.Text, 0, "_LEGACY_ERROR_TEMP_0053");
        }

        ValueArray<string> parts = _tokens.Names();
        if (parts.Count > 1)
        {
            throw ParseErrors.At(
                _tokens.Text,
                0,
                "INVALID_TEMP_OBJ_QUALIFIER",
                ("objectType", "VIEW"),
                ("objectName", SqlNames.Quote(parts[^1])),
                ("qualifier", string.Join('.', parts.Items.SkipLast(1).Select(SqlNames.Quote))));
        }

        string name = ExpressionPrinter.Identifiers(parts);
        if (IsSourceView())
        {
            return new CreateView(SourceOfView(), name, isGlobal, replace);
        }

        ValueArray<string> columns = _tokens.IsSymbol("(") ? ViewColumns() : default;
        SkipViewClauses();
        _tokens.ExpectWord("AS");
        Relation query = _queries.Query();
        return new CreateView(query, name, isGlobal, replace) { IsText = true, ColumnNames = columns };
    }

    // CREATE TEMPORARY VIEW v [(columns with types)] USING format OPTIONS (…)
    private bool IsSourceView()
    {
        int mark = _tokens.Mark;
        int depth = 0;
        while (!_tokens.AtEnd && (depth > 0 || _tokens.IsSymbol("(")))
        {
            depth += _tokens.IsSymbol("(") ? 1 : _tokens.IsSymbol(")") ? -1 : 0;
            _tokens.Next();
        }

        bool found = _tokens.IsWord("USING");
        _tokens.Reset(mark);
        return found;
    }

    private ReadSource SourceOfView()
    {
        StructType? schema = null;
        if (_tokens.TrySymbol("("))
        {
            schema = _types.Columns(inStatement: true);
            _tokens.ExpectSymbol(")");
        }

        _tokens.ExpectWord("USING");
        string format = string.Join('.', _tokens.Names());
        OptionMap options = _tokens.TryWord("OPTIONS") ? ClauseReading.Properties(_tokens) : OptionMap.Empty;
        return new ReadSource(format, schema, options, default);
    }

    // (a COMMENT '…', b)
    private ValueArray<string> ViewColumns()
    {
        _tokens.ExpectSymbol("(");
        List<string> names = [];
        do
        {
            names.Add(_tokens.Name());
            if (_tokens.TryWord("COMMENT"))
            {
                _tokens.String();
            }
        }
        while (_tokens.TrySymbol(","));
        _tokens.ExpectSymbol(")");
        return names.ToValueArray();
    }

    // A comment and properties of a temporary view are read by nothing.
    private void SkipViewClauses()
    {
        while (true)
        {
            if (_tokens.TryWord("COMMENT"))
            {
                _tokens.String();
            }
            else if (_tokens.TryWord("TBLPROPERTIES"))
            {
                ClauseReading.Properties(_tokens);
            }
            else
            {
                return;
            }
        }
    }
}
