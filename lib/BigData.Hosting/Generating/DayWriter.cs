namespace BigData.Hosting.Generating;

/// <summary>Writes the files of one day after the other. Its memory is a buffer for each kind of file and one journey, whatever the shop's size.</summary>
internal sealed class DayWriter : IDisposable
{
    private readonly ShopOptions _options;
    private readonly Catalogue _catalogue;
    private readonly ShopRecords _records;
    private readonly Journey _journey;
    private readonly CsvFile[] _files = [.. Enum.GetValues<FileKind>().Select(kind => new CsvFile(ShopRecords.Header(kind)))];
    private Tally _tally = new();
    private int _today;

    public DayWriter(ShopOptions options)
    {
        _options = options;
        _catalogue = new Catalogue(options);
        _records = new ShopRecords(options, _catalogue);
        _journey = new Journey(options, _catalogue);
    }

    /// <summary>The folder of a kind of file below that of the shop.</summary>
    public static string Folder(FileKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Writes what is delivered on a day, and counts it.</summary>
    public void Write(int day, Tally tally, CancellationToken token)
    {
        _today = day;
        _tally = tally;
        string name = _options.Start.AddDays(day).ToString("yyyy-MM-dd", null) + (_options.IsCompressed ? ".csv.gz" : ".csv");
        foreach (FileKind kind in Enum.GetValues<FileKind>())
        {
            _files[(int)kind].Begin(Path.Combine(_options.Folder, Folder(kind), name));
        }

        Products();
        for (int number = 0; number < _options.Customers; number++)
        {
            if (number % 4_096 == 0)
            {
                token.ThrowIfCancellationRequested();
            }

            Customer customer = Customer.Of(_options, number);
            Account(customer);
            if (_journey.Meet(customer, day))
            {
                Walk(customer);
            }
        }

        foreach (CsvFile file in _files)
        {
            file.End();
        }
    }

    public void Dispose()
    {
        foreach (CsvFile file in _files)
        {
            file.Dispose();
        }
    }

    // All on the first day, later those whose stock has changed.
    private void Products()
    {
        for (int product = 0; product < _catalogue.Count; product++)
        {
            if (_today > 0 && _catalogue.IsInStock(product, _today) == _catalogue.IsInStock(product, _today - 1))
            {
                continue;
            }

            Delivery delivery = Prompt(FileKind.Products, product, hasNumber: true);
            for (int i = 0; i < delivery.Records; i++)
            {
                _records.Product(File(FileKind.Products), product, _today, delivery.IsUntidy, delivery.Flaw(i));
            }
        }
    }

    private void Account(in Customer customer)
    {
        int known = Math.Max(customer.RegisteredDay, 0);
        bool isKnownToday = known == _today;
        if (isKnownToday)
        {
            _tally.Classes[customer.Class].Customers++;
            Consent(customer, isEmail: true, customer.HasEmailConsent, isWithdrawn: false);
            Consent(customer, isEmail: false, customer.HasAdConsent, isWithdrawn: false);
        }

        if (isKnownToday || customer.ChangedDay == _today)
        {
            Delivery delivery = Prompt(FileKind.Customers, customer.Number, hasNumber: false);
            for (int i = 0; i < delivery.Records; i++)
            {
                _records.Profile(File(FileKind.Customers), customer, _today, delivery.IsUntidy, delivery.Flaw(i));
            }
        }

        if (customer.WithdrawnDay == _today && customer.HasEmailConsent)
        {
            Consent(customer, isEmail: true, isGranted: false, isWithdrawn: true);
        }

        if (customer.SuppressedDay == _today)
        {
            Delivery delivery = Prompt(FileKind.Suppressions, customer.Number, hasNumber: false);
            for (int i = 0; i < delivery.Records; i++)
            {
                _records.Suppression(File(FileKind.Suppressions), customer, delivery.IsUntidy, delivery.Flaw(i));
            }
        }
    }

    private void Consent(in Customer customer, bool isEmail, bool isGranted, bool isWithdrawn)
    {
        Delivery delivery = Prompt(FileKind.Consents, ((long)customer.Number * 2) + (isEmail ? 1 : 0), hasNumber: false);
        int day = isWithdrawn ? _today : customer.RegisteredDay;
        for (int i = 0; i < delivery.Records; i++)
        {
            _records.Consent(File(FileKind.Consents), customer, isEmail, isGranted, isWithdrawn, day, delivery.IsUntidy, delivery.Flaw(i));
        }
    }

    private void Walk(in Customer customer)
    {
        if (_journey.StartDay == _today && _journey.OrderDay <= _options.LastDay)
        {
            _tally.Count(customer, _journey);
        }

        for (int i = 0; i < _journey.Touches.Length; i++)
        {
            ref readonly Touch touch = ref _journey.Touches[i];
            Delivery delivery = Late(FileKind.Touches, touch.Day, touch.Noise, hasNumber: true);
            if (delivery.IsFirst)
            {
                _tally.Channels[touch.Channel].Touches++;
                _tally.Channels[touch.Channel].Cost += touch.Cost;
            }

            for (int n = 0; n < delivery.Records; n++)
            {
                _records.Touch(File(FileKind.Touches), customer, _journey.Period, i, touch, delivery.IsUntidy, delivery.Flaw(n));
            }
        }

        for (int i = 0; i < _journey.Events.Length; i++)
        {
            ref readonly SiteEvent item = ref _journey.Events[i];
            Delivery delivery = Late(FileKind.Events, item.Day, item.Noise, hasNumber: false);
            for (int n = 0; n < delivery.Records; n++)
            {
                _records.Event(File(FileKind.Events), customer, _journey.Period, i, item, delivery.IsUntidy, delivery.Flaw(n));
            }
        }

        Order(customer);
    }

    private void Order(in Customer customer)
    {
        for (int i = 0; i < _journey.Lines.Length; i++)
        {
            OrderLine(customer, i, _journey.OrderDay, _journey.Lines[i].Noise, isReturn: false);
        }

        if (_journey.IsConverted && _journey.ReturnDay <= _options.LastDay)
        {
            _tally.Returns += _journey.StartDay == _today ? 1 : 0;
            OrderLine(customer, 0, _journey.ReturnDay, _journey.ReturnNoise, isReturn: true);
        }
    }

    private void OrderLine(in Customer customer, int number, int day, ulong noise, bool isReturn)
    {
        Delivery delivery = Late(FileKind.Orders, day, noise, hasNumber: true);
        for (int n = 0; n < delivery.Records; n++)
        {
            _records.OrderLine(File(FileKind.Orders), customer, _journey, number, isReturn, delivery.IsUntidy, delivery.Flaw(n));
        }
    }

    private CsvFile File(FileKind kind) => _files[(int)kind];

    // A record of today that is never late.
    private Delivery Prompt(FileKind kind, long number, bool hasNumber)
    {
        ulong noise = SplitMix.Of(_options.Seed, Purpose.Noise, ((long)kind << 40) + number, _today).Next();
        return Deliver(kind, _today, Dirt.Of(noise, mayBeLate: false, hasNumber));
    }

    private Delivery Late(FileKind kind, int day, ulong noise, bool hasNumber) =>
        day > _options.LastDay ? default : Deliver(kind, day, Dirt.Of(noise, mayBeLate: true, hasNumber));

    private Delivery Deliver(FileKind kind, int day, Dirt dirt)
    {
        int first = Math.Min(day + dirt.Delay, _options.LastDay);
        int again = Math.Min(first + dirt.CopyDelay, _options.LastDay);
        bool isFirst = first == _today;
        if (isFirst)
        {
            RowTally tally = _tally.Files[(int)kind];
            tally.Rows++;
            tally.Late += first > day ? 1 : 0;
            tally.Untidy += dirt.IsUntidy ? 1 : 0;
            tally.Copies += dirt.IsCopied ? 1 : 0;
            if (dirt.Flaw != Generating.Flaw.None)
            {
                tally.Broken[(int)dirt.Flaw]++;
            }
        }

        int good = (isFirst ? 1 : 0) + (dirt.IsCopied && again == _today ? 1 : 0);
        return new Delivery(good, isFirst, dirt.IsUntidy, isFirst ? dirt.Flaw : Generating.Flaw.None);
    }
}

/// <summary>What of a row is delivered today: the broken record before the good ones.</summary>
/// <param name="Good">How often the record itself is delivered.</param>
/// <param name="IsFirst">Whether it comes for the first time.</param>
/// <param name="IsUntidy">Whether its codes are untidy.</param>
/// <param name="Broken">The flaw of the broken record, if one is delivered.</param>
internal readonly record struct Delivery(int Good, bool IsFirst, bool IsUntidy, Flaw Broken)
{
    /// <summary>Records to write.</summary>
    public int Records => Good == 0 ? 0 : Good + (Broken == Generating.Flaw.None ? 0 : 1);

    /// <summary>The flaw of the record with a number from 0.</summary>
    public Flaw Flaw(int number) => number == 0 ? Broken : Generating.Flaw.None;
}
