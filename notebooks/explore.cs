#!/usr/bin/env -S dotnet run
#:project ../lib/BigData.Spark.Embedded/BigData.Spark.Embedded.csproj
#:property PublishAot=false
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

// dotnet run notebooks/explore.cs [LAKEHOUSE]: segments of all sources, from the lakehouse that './bigdata run' fills.
using SparkSession spark = SparkSession.Builder().AppName("explore").Embedded(args.Length > 0 ? args[0] : "lakehouse").GetOrCreate();
spark.Table("gold.customer_rfm")
    .GroupBy("source", "segment")
    .Agg(Count("customer_id").As("customers"), Round(Avg("monetary"), 2).As("average_spend"))
    .OrderBy(Col("source"), Desc("customers"))
    .Show();
