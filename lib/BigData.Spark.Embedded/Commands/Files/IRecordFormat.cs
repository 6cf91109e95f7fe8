using System.Buffers;
using Apache.Arrow;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Files;

/// <summary>How rows become the records of a text file.</summary>
internal interface IRecordFormat
{
    /// <summary>The name in messages.</summary>
    string Name { get; }

    /// <summary>The ending of files, with its dot.</summary>
    string Extension { get; }

    /// <summary>What ends a record.</summary>
    byte[] LineEnd { get; }

    /// <summary>Null for UTF-8.</summary>
    System.Text.Encoding? Encoding { get; }

    /// <summary>The texts of a record, each a string over the columns of the rows.</summary>
    /// <param name="data">The columns that are written.</param>
    /// <exception cref="Sql.SparkException">A column has a type that the format does not know.</exception>
    ValueArray<Expression> Texts(StructType data);

    /// <summary>Writes what stands before the first record of a file; false when nothing does.</summary>
    bool WriteHeader(StructType data, ArrayBufferWriter<byte> output);

    /// <summary>Writes a record without its end.</summary>
    /// <param name="texts">The columns of <see cref="Texts"/>.</param>
    /// <param name="row">The row.</param>
    /// <param name="output">Where to.</param>
    void Write(IReadOnlyList<StringArray> texts, int row, ArrayBufferWriter<byte> output);
}
