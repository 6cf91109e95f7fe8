using BigData.Spark.Embedded.Deriving;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>Predictions as joins of the rows with the factors of both sides, so that they stream.</summary>
internal static class AlsPredictions
{
    private const string User = "__bigdata_als_user";
    private const string UserFactors = "__bigdata_als_user_factors";
    private const string Item = "__bigdata_als_item";
    private const string ItemFactors = "__bigdata_als_item_factors";

    /// <summary>The plan that takes the place of a transform.</summary>
    /// <exception cref="SparkException">A column is not there or no number, or the one to be added is there already.</exception>
    internal static async Task<Relation> PlanAsync(StoredModel model, ModelTransform transform, IPlanProbe probe, CancellationToken token)
    {
        AlsParameters parameters = model.Parameters.With(transform.Parameters);
        StructType schema = await probe.SchemaAsync(transform.Input, token).ConfigureAwait(false);
        if (schema.IndexOf(parameters.PredictionCol, ignoreCase: true) >= 0)
        {
            throw new SparkIllegalArgumentException($"requirement failed: Column {parameters.PredictionCol} already exists.");
        }

        JoinKind kind = parameters.DropsUnknown ? JoinKind.Inner : JoinKind.LeftOuter;
        Relation users = new ToDF(new ModelFrame(transform.ModelId, ModelFrames.UserFactors, default, default), [User, UserFactors]);
        Relation items = new ToDF(new ModelFrame(transform.ModelId, ModelFrames.ItemFactors, default, default), [Item, ItemFactors]);
        Relation asked = new WithColumns(transform.Input, [Id(schema, parameters.UserCol), Id(schema, parameters.ItemCol)]);
        Relation joined = new Join(asked, users, kind, Build.Call("==", Build.Column(parameters.UserCol), Build.Column(User)), default);
        joined = new Join(joined, items, kind, Build.Call("==", Build.Column(parameters.ItemCol), Build.Column(Item)), default);
        Alias prediction = new(new InnerProduct(Build.Column(UserFactors), Build.Column(ItemFactors)), parameters.PredictionCol);
        return new Drop(new WithColumns(joined, [prediction]), default, [User, UserFactors, Item, ItemFactors]);
    }

    // As Spark does: ids leave as integers, and those that are none end the query.
    private static Alias Id(StructType schema, string column)
    {
        Expression number = AlsFit.Numbers(schema, column);
        Expression id = Build.Cast(number, DataTypes.Integer, CastMode.Try);
        Expression isBad = Build.Call("not", Build.Call("coalesce", Build.Call("==", number, id), new Literal(DataTypes.Boolean, false)));
        Expression text = Build.Call("coalesce", Build.Cast(number, DataTypes.String), Build.Text("null"));
        Expression message = Build.Call("concat", Build.Text(AlsRatings.IdMessage(column, string.Empty)), text);
        return new Alias(Build.Call("when", isBad, Build.Call("raise_error", message), id), column);
    }
}
