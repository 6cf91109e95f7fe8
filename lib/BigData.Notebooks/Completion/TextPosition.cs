namespace BigData.Notebooks.Completion;

/// <summary>Positions in text: Jupyter counts Unicode characters, .NET counts UTF-16 units.</summary>
internal static class TextPosition
{
    public static int ToIndex(string text, int characters)
    {
        int index = 0;
        for (int i = 0; i < characters && index < text.Length; i++)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return index;
    }

    public static int FromIndex(string text, int index)
    {
        int characters = 0;
        for (int i = 0; i < Math.Min(index, text.Length); characters++)
        {
            i += char.IsSurrogatePair(text, i) ? 2 : 1;
        }

        return characters;
    }
}
