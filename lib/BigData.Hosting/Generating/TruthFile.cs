using System.Text.Json;

namespace BigData.Hosting.Generating;

/// <summary>Writes <c>truth.json</c>: what is planted, and what was written. Customers and products are written one by one.</summary>
internal static class TruthFile
{
    public const string Name = "truth.json";

    private static readonly (FileKind Kind, string?[] Rules)[] Rules =
    [
        (FileKind.Products, ["missing_product_id", "unreadable_updated_at", "unreadable_price"]),
        (FileKind.Customers, ["missing_customer_id", "unreadable_first_seen", null]),
        (FileKind.Consents, ["missing_customer_id", "unreadable_status_at", null]),
        (FileKind.Suppressions, ["missing_customer_id", "unreadable_since", null]),
        (FileKind.Touches, ["missing_touch_id", "unreadable_occurred_at", "unreadable_cost"]),
        (FileKind.Events, ["missing_event_id", "unreadable_occurred_at", null]),
        (FileKind.Orders, ["missing_order_id", "unreadable_ordered_at", "unreadable_quantity"]),
    ];

    public static void Write(ShopOptions options, Tally tally, CancellationToken token)
    {
        using FileStream file = File.Create(Path.Combine(options.Folder, Name));
        using Utf8JsonWriter json = new(file, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber("seed", options.Seed);
        json.WriteString("start", Day(options, 0));
        json.WriteString("end", Day(options, options.LastDay));
        json.WriteNumber("customers", options.Customers);
        json.WriteNumber("products", options.Products);
        json.WriteNumber("journeys", tally.Journeys);
        json.WriteNumber("conversions", tally.Conversions);
        json.WriteNumber("returns", tally.Returns);
        Channels(json, tally);
        Segments(json, tally);
        Affinities(json);
        Files(json, tally);
        Lists(json, options, token);
        json.WriteEndObject();
    }

    private static string Day(ShopOptions options, int day) => options.Start.AddDays(day).ToString("yyyy-MM-dd", null);

    // Parts of 10,000 as a fraction.
    private static decimal Share(int parts) => decimal.Divide(parts, ShopPlan.Whole);

    private static void Channels(Utf8JsonWriter json, Tally tally)
    {
        json.WriteStartObject("channels");
        json.WriteString("rule", "a journey ends with an order with the probability that is the sum of the effects of its distinct channels");
        json.WriteStartArray("list");
        for (int i = 0; i < ShopPlan.Channels.Length; i++)
        {
            ChannelTally own = tally.Channels[i];
            json.WriteStartObject();
            json.WriteString("channel", ShopPlan.Channels[i].Name);
            json.WriteNumber("effect", Share(ShopPlan.Channels[i].Effect));
            json.WriteNumber("touches", own.Touches);
            json.WriteNumber("journeys", own.Journeys);
            json.WriteNumber("expected_conversions", (decimal)own.Expected / ShopPlan.Whole);
            json.WriteNumber("conversions", (decimal)own.Credit / ChannelTally.Micro);
            json.WriteNumber("value", Math.Round((decimal)own.Value / ChannelTally.Micro / 100, 2));
            json.WriteNumber("cost", (decimal)own.Cost / 10_000);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Segments(Utf8JsonWriter json, Tally tally)
    {
        json.WriteStartArray("segments");
        for (int i = 0; i < ShopPlan.Classes.Length; i++)
        {
            (ActivityClass plan, ClassTally own) = (ShopPlan.Classes[i], tally.Classes[i]);
            json.WriteStartObject();
            json.WriteString("segment", plan.Name);
            json.WriteNumber("share", Share(plan.Share));
            json.WriteNumber("days_for_a_journey", plan.Period);
            json.WriteNumber("most_lines", plan.MostLines);
            json.WriteNumber("active_from", Share(plan.From));
            json.WriteNumber("active_to", Share(plan.To));
            json.WriteNumber("customers", own.Customers);
            json.WriteNumber("journeys", own.Journeys);
            json.WriteNumber("orders", own.Orders);
            json.WriteNumber("value", (decimal)own.Value / 100);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Affinities(Utf8JsonWriter json)
    {
        json.WriteStartObject("affinities");
        json.WriteNumber("tastes", ShopPlan.Tastes);
        json.WriteNumber("first_taste", Share(ShopPlan.FirstTaste));
        json.WriteNumber("second_taste", Share(ShopPlan.SecondTaste));
        json.WriteNumber("any_taste", Share(ShopPlan.Whole - ShopPlan.FirstTaste - ShopPlan.SecondTaste));
        json.WriteEndObject();
    }

    private static void Files(Utf8JsonWriter json, Tally tally)
    {
        json.WriteStartObject("rates");
        json.WriteNumber("late", Share(ShopPlan.Late));
        json.WriteNumber("copies", Share(ShopPlan.Copies));
        json.WriteNumber("untidy", Share(ShopPlan.Untidy));
        json.WriteNumber("broken", Share(ShopPlan.Broken));
        json.WriteEndObject();
        json.WriteStartObject("files");
        foreach ((FileKind kind, string?[] rules) in Rules)
        {
            RowTally own = tally.Files[(int)kind];
            json.WriteStartObject(DayWriter.Folder(kind));
            json.WriteNumber("rows", own.Rows);
            json.WriteNumber("copies", own.Copies);
            json.WriteNumber("late", own.Late);
            json.WriteNumber("untidy", own.Untidy);
            json.WriteStartObject("broken");
            foreach ((string? rule, long count) in rules.Zip(own.Broken).Where(pair => pair.First is not null && pair.Second > 0))
            {
                json.WriteNumber(rule!, count);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Lists(Utf8JsonWriter json, ShopOptions options, CancellationToken token)
    {
        json.WriteStartArray("product_tastes");
        for (int product = 0; product < options.Products; product++)
        {
            json.WriteRawValue(FormattableString.Invariant($"[\"P{product + 1:D5}\", {Catalogue.TasteOf(product)}]"));
        }

        json.WriteEndArray();
        json.WriteString("customer_columns", "customer_id, first account of the person, segment, first taste, second taste");
        json.WriteStartArray("customer_list");
        for (int number = 0; number < options.Customers; number++)
        {
            Customer customer = Customer.Of(options, number);
            json.WriteRawValue(FormattableString.Invariant(
                $"[\"C{number + 1}\", \"C{customer.Person + 1}\", \"{ShopPlan.Classes[customer.Class].Name}\", {customer.FirstTaste}, {customer.SecondTaste}]"));
            if (json.BytesPending > 1 << 16)
            {
                token.ThrowIfCancellationRequested();
                json.Flush();
            }
        }

        json.WriteEndArray();
    }
}
