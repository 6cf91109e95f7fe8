namespace BigData.Hosting.Generating;

/// <summary>How each kind of record is written. A flaw leaves the key out, or puts something into the time or the number that is none.</summary>
internal sealed class ShopRecords(ShopOptions options, Catalogue catalogue)
{
    private const string Currency = "GBP";
    private const int SecondsOfADay = 86_400;

    private static readonly string[] Reasons = ["complaint", "hard_bounce", "do_not_contact"];
    private static readonly string[] Platforms = ["web", "ios", "android"];
    private static readonly string[] NoTimes = ["31/12/2011 10:00", "2011-13-45 10:00:00", "soon"];

    /// <summary>The header of a kind of file.</summary>
    public static string Header(FileKind kind) => kind switch
    {
        FileKind.Products => "product_id,product_name,category,price,in_stock,updated_at",
        FileKind.Customers => "customer_id,first_name,last_name,email,phone,country,loyalty_card,visitor_id,registered_at,last_seen_at",
        FileKind.Consents => "customer_id,purpose,channel,destination,status,status_at,text_version",
        FileKind.Suppressions => "customer_id,reason,since",
        FileKind.Touches => "touch_id,customer_id,channel,campaign,kind,cost,occurred_at",
        FileKind.Events => "event_id,visitor_id,customer_id,session_id,event_type,product_id,channel,platform,occurred_at",
        FileKind.Orders => "order_id,line_no,kind,customer_id,product_id,product_name,quantity,unit_price,currency,country,ordered_at",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of file"),
    };

    public static string Reason(int number) => Reasons[number];

    public void Product(CsvFile file, int product, int day, bool isUntidy, Flaw flaw)
    {
        (_, _, string category, int price) = catalogue.Describe(product);
        ProductId(file.Row(), product, isUntidy, flaw == Flaw.Key);
        ProductName(file, product);
        file.Text(category).Next();
        (flaw == Flaw.Number ? file.Text("free"u8) : file.Decimal(price, 2)).Next();
        file.Text(catalogue.IsInStock(product, day) ? "true"u8 : "false"u8).Next();
        Time(file, day, 18_000 + (product % 3_600), product, flaw).EndRow();
    }

    public void Profile(CsvFile file, in Customer customer, int day, bool isUntidy, Flaw flaw)
    {
        CustomerId(file.Row(), customer, isUntidy, flaw == Flaw.Key);
        file.Text(People.FirstNames[customer.FirstName]).Next().Text(People.LastNames[customer.LastName]).Next();
        Email(file, customer, day >= customer.ChangedDay, isUntidy);
        Phone(file, customer);
        file.Text(customer.CountryCode).Next();
        (customer.HasLoyaltyCard ? file.Text("L"u8).Padded(customer.Person + 1, 9) : file).Next();
        VisitorId(file, customer, 0);
        Time(file, customer.RegisteredDay, customer.RegisteredSecond, customer.Number, flaw);
        Time(file, day, SecondsOfADay - 1 - customer.RegisteredSecond, customer.Number, Flaw.None).EndRow();
    }

    public void Consent(CsvFile file, in Customer customer, bool isEmail, bool isGranted, bool isWithdrawn, int day, bool isUntidy, Flaw flaw)
    {
        CustomerId(file.Row(), customer, isUntidy, flaw == Flaw.Key);
        file.Text("marketing"u8).Next();
        file.Text(isEmail ? "email"u8 : "display"u8).Next().Text(isEmail ? "email_tool"u8 : "ad_platform"u8).Next();
        file.Text(isWithdrawn ? "withdrawn"u8 : isGranted ? "granted"u8 : "denied"u8).Next();
        int second = isWithdrawn ? 0 : customer.RegisteredSecond;
        Time(file, day, second, customer.Number, flaw).Text("2011-"u8).Number(1 + (customer.Number % 2)).Next().EndRow();
    }

    public void Suppression(CsvFile file, in Customer customer, bool isUntidy, Flaw flaw)
    {
        CustomerId(file.Row(), customer, isUntidy, flaw == Flaw.Key);
        file.Text(Reason(customer.Reason)).Next();
        Time(file, customer.SuppressedDay, 0, customer.Number, flaw).EndRow();
    }

    public void Touch(CsvFile file, in Customer customer, int period, int number, in Touch touch, bool isUntidy, Flaw flaw)
    {
        Channel channel = ShopPlan.Channels[touch.Channel];
        Id(file.Row(), "T"u8, customer, period, number, flaw == Flaw.Key);
        CustomerId(file, customer, isUntidy: false, isLeftOut: false);
        Code(file, channel.Bytes, isUntidy);
        (touch.Campaign == 0 ? file : file.Text(channel.Bytes).Text("-"u8).Number(touch.Campaign)).Next();
        Code(file, touch.Kind switch { TouchKind.Impression => "impression"u8, TouchKind.Click => "click"u8, _ => "visit"u8 }, isUntidy);
        (flaw == Flaw.Number ? file.Text("cheap"u8) : file.Decimal(touch.Cost, 4)).Next();
        Time(file, touch.Day, touch.Second, number, flaw).EndRow();
    }

    public void Event(CsvFile file, in Customer customer, int period, int number, in SiteEvent item, bool isUntidy, Flaw flaw)
    {
        Id(file.Row(), "E"u8, customer, period, number, flaw == Flaw.Key);
        VisitorId(file, customer, item.Device);
        if (item.IsLoggedIn)
        {
            CustomerId(file, customer, isUntidy: false, isLeftOut: false);
        }
        else
        {
            file.Next();
        }

        Id(file, "S"u8, customer, period, item.Session, isLeftOut: false);
        int mark = file.Mark;
        file.Text(item.Type).Untidy(mark, isUntidy).Next();
        ProductId(file, item.Product, isUntidy, isLeftOut: item.Product < 0);
        Code(file, ShopPlan.Channels[item.Channel].Bytes, isUntidy);
        file.Text(Platforms[item.Device]).Next();
        Time(file, item.Day, item.Second, number, flaw).EndRow();
    }

    public void OrderLine(CsvFile file, in Customer customer, Journey journey, int number, bool isReturn, bool isUntidy, Flaw flaw)
    {
        Line line = journey.Lines[number];
        file.Row();
        (flaw == Flaw.Key ? file : file.Text(isReturn ? "R"u8 : "O"u8).Number(customer.Number + 1).Text("-"u8).Number(journey.Period)).Next();
        file.Number(number + 1).Next().Text(isReturn ? "return"u8 : "order"u8).Next();
        CustomerId(file, customer, isUntidy, isLeftOut: false);
        ProductId(file, line.Product, isUntidy, isLeftOut: false);
        ProductName(file, line.Product);
        (flaw == Flaw.Number ? file.Text("many"u8) : file.Number(isReturn ? -line.Quantity : line.Quantity)).Next();
        file.Decimal(line.Price, 2).Next().Text(Currency).Next();
        int mark = file.Mark;
        file.Text(customer.CountryCode).Untidy(mark, isUntidy).Next();
        Time(file, isReturn ? journey.ReturnDay : journey.OrderDay, journey.OrderSecond, number, flaw).EndRow();
    }

    private static void Id(CsvFile file, ReadOnlySpan<byte> letter, in Customer customer, int period, int number, bool isLeftOut)
    {
        if (!isLeftOut)
        {
            file.Text(letter).Number(customer.Number + 1).Text("-"u8).Number(period).Text("-"u8).Number(number + 1);
        }

        file.Next();
    }

    private static void CustomerId(CsvFile file, in Customer customer, bool isUntidy, bool isLeftOut)
    {
        if (!isLeftOut)
        {
            int mark = file.Mark;
            file.Text("C"u8).Number(customer.Number + 1).Untidy(mark, isUntidy);
        }

        file.Next();
    }

    private static void VisitorId(CsvFile file, in Customer customer, int device) =>
        file.Text("V"u8).Number(customer.Person + 1).Text("-"u8).Number(device + 1).Next();

    private static void ProductId(CsvFile file, int product, bool isUntidy, bool isLeftOut)
    {
        if (!isLeftOut)
        {
            int mark = file.Mark;
            file.Text("P"u8).Padded(product + 1, 5).Untidy(mark, isUntidy);
        }

        file.Next();
    }

    private void ProductName(CsvFile file, int product)
    {
        (string adjective, string noun, _, _) = catalogue.Describe(product);
        file.Text(adjective).Text(" "u8).Text(noun).Text(" "u8).Number(product + 1).Next();
    }

    private static void Code(CsvFile file, ReadOnlySpan<byte> code, bool isUntidy)
    {
        int mark = file.Mark;
        file.Text(code).Untidy(mark, isUntidy).Next();
    }

    private static void Email(CsvFile file, in Customer customer, bool isChanged, bool isUntidy)
    {
        int mark = file.Mark;
        int number = customer.SharesEmail ? customer.Person : customer.Number;
        file.Text(People.FirstNames[customer.FirstName]).Text("."u8).Text(People.LastNames[customer.LastName]).Number(number + 1)
            .Text(isChanged ? "@new.example.com"u8 : "@example.com"u8).Untidy(mark, isUntidy).Next();
    }

    // No country has numbers that begin with 000.
    private static void Phone(CsvFile file, in Customer customer)
    {
        int number = customer.SharesEmail && customer.Person != customer.Number ? customer.Number : customer.Person;
        (string code, int form) = (CallingCode(customer.CountryCode), customer.Number % 3);
        file.Text(form == 1 ? "00"u8 : "+"u8).Text(code).Text(form == 2 ? "-000-"u8 : " 000 "u8).Padded(number + 1, 9).Next();
    }

    private static string CallingCode(string country) => country switch
    {
        "GB" => "44",
        "FR" => "33",
        "DE" => "49",
        "IE" => "353",
        "NL" => "31",
        _ => "1",
    };

    private CsvFile Time(CsvFile file, int day, int second, int number, Flaw flaw) => flaw == Flaw.Time
        ? file.Text(NoTimes[number % NoTimes.Length]).Next()
        : file.Time(options.Start.AddDays(day), second).Next();
}
