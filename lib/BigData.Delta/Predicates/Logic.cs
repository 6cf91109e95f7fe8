namespace BigData.Delta.Predicates;

/// <summary>SQL's three-valued logic over sets of possible truth values.</summary>
internal static class Logic
{
    public static Outcomes Not(Outcomes operand) =>
        (operand & Outcomes.Null)
        | ((operand & Outcomes.True) != Outcomes.None ? Outcomes.False : Outcomes.None)
        | ((operand & Outcomes.False) != Outcomes.None ? Outcomes.True : Outcomes.None);

    public static Outcomes And(Outcomes left, Outcomes right)
    {
        Outcomes result = (left | right) & Outcomes.False;
        if ((left & Outcomes.True) != Outcomes.None && (right & Outcomes.True) != Outcomes.None)
        {
            result |= Outcomes.True;
        }

        bool isNull = ((left & Outcomes.Null) != Outcomes.None && (right & (Outcomes.True | Outcomes.Null)) != Outcomes.None)
            || ((right & Outcomes.Null) != Outcomes.None && (left & (Outcomes.True | Outcomes.Null)) != Outcomes.None);
        return isNull ? result | Outcomes.Null : result;
    }

    public static Outcomes Or(Outcomes left, Outcomes right) => Not(And(Not(left), Not(right)));
}
