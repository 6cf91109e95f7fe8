namespace BigData.Hosting.Generating;

/// <summary>A contact with a channel.</summary>
internal record struct Touch(int Day, int Second, int Channel, TouchKind Kind, int Campaign, int Cost, int Device, ulong Noise);

/// <summary>Something done on the site.</summary>
internal record struct SiteEvent(int Day, int Second, int Session, int Channel, string Type, int Product, int Device, bool IsLoggedIn, ulong Noise);

/// <summary>A line of an order.</summary>
internal record struct Line(int Product, int Quantity, int Price, ulong Noise);

/// <summary>
/// One period of a customer: contacts on at most <see cref="ShopPlan.JourneyDays"/> + 1 days, what was looked at, and perhaps an order and a return.
/// It is derived from seed, customer and number of the period whenever one of its days is written, so that nothing is kept between days. Of each
/// period at most one journey begins, and all of its rows are delivered before the next period.
/// </summary>
/// <remarks>
/// The order comes with the probability that is the sum of the effects of the journey's distinct channels; nothing else plays a part. A conversion's
/// credit therefore belongs to the channels in proportion to their effects, and a window of seven days sees exactly the contacts of one journey.
/// </remarks>
internal sealed class Journey(ShopOptions options, Catalogue catalogue)
{
    private const int MostTouches = 4;
    private const int MostViews = 4;
    private const int MostLines = 5;
    private const int OpensAt = 7 * 3_600;
    private const int OpenFor = 52_000;
    private const int StepSeconds = 25;

    private readonly Touch[] _touches = new Touch[MostTouches];
    private readonly SiteEvent[] _events = new SiteEvent[(MostTouches * MostViews) + (2 * MostLines) + 1];
    private readonly Line[] _lines = new Line[MostLines];
    private int _touchCount;
    private int _eventCount;
    private int _lineCount;

    /// <summary>Number of the period, part of the ids of its rows.</summary>
    public int Period { get; private set; }

    public int StartDay { get; private set; }

    /// <summary>The probability of an order, in parts of 10,000.</summary>
    public int Probability { get; private set; }

    public bool IsConverted { get; private set; }

    public int OrderDay { get; private set; }

    public int OrderSecond { get; private set; }

    public int ReturnDay { get; private set; }

    public ulong ReturnNoise { get; private set; }

    public ReadOnlySpan<Touch> Touches => _touches.AsSpan(0, _touchCount);

    public ReadOnlySpan<SiteEvent> Events => _events.AsSpan(0, _eventCount);

    public ReadOnlySpan<Line> Lines => _lines.AsSpan(0, _lineCount);

    /// <summary>Derives the journey of the period in which a day lies; false when it has none whose rows may be delivered on that day.</summary>
    public bool Meet(in Customer customer, int day)
    {
        int length = ShopPlan.Classes[customer.Class].Period;
        Period = (day + customer.Phase) / length;
        SplitMix random = SplitMix.Of(options.Seed, Purpose.Journey, customer.Number, Period);
        StartDay = (Period * length) - customer.Phase + random.Below(length - ShopPlan.JourneySpan + 1);
        if (StartDay < customer.ActiveFrom || StartDay > customer.ActiveTo || day < StartDay || day >= StartDay + ShopPlan.JourneySpan)
        {
            return false;
        }

        _eventCount = 0;
        _lineCount = 0;
        Contact(customer, ref random);
        Browse(customer, ref random);
        Touch last = _touches[_touchCount - 1];
        OrderDay = last.Day;
        OrderSecond = last.Second + 600 + random.Below(6_000);
        IsConverted = random.Chance(Probability);
        ReturnDay = Customer.Never;
        if (IsConverted)
        {
            Buy(customer, last, ref random);
        }

        return true;
    }

    /// <summary>Whether a channel is among the contacts.</summary>
    public bool Has(int channel)
    {
        foreach (ref readonly Touch touch in Touches)
        {
            if (touch.Channel == channel)
            {
                return true;
            }
        }

        return false;
    }

    private void Contact(in Customer customer, ref SplitMix random)
    {
        int shape = random.Below(ShopPlan.Whole);
        _touchCount = shape < 3_500 ? 1 : shape < 6_500 ? 2 : shape < 8_500 ? 3 : MostTouches;
        Span<int> times = stackalloc int[_touchCount];
        for (int i = 0; i < _touchCount; i++)
        {
            int day = i == 0 ? 0 : random.Below(ShopPlan.JourneyDays + 1);
            times[i] = (day * 86_400) + OpensAt + random.Below(OpenFor);
        }

        times.Sort();
        Probability = 0;
        for (int i = 0; i < _touchCount; i++)
        {
            int day = StartDay + (times[i] / 86_400);
            int number = ShopPlan.Pick(ShopPlan.Channels, item => item.Share, random.Below(ShopPlan.Whole));
            number = number == ShopPlan.Email && !customer.MayBeMailed(day) ? ShopPlan.Direct : number;
            Channel channel = ShopPlan.Channels[number];
            TouchKind kind = channel.Clicks is not { } clicks ? TouchKind.Visit : random.Chance(clicks) ? TouchKind.Click : TouchKind.Impression;
            int list = kind switch { TouchKind.Click => channel.ClickCost, TouchKind.Impression => channel.ImpressionCost, _ => 0 };
            int cost = list == 0 ? 0 : (list / 2) + random.Below(list) + 1;
            int campaign = channel.Campaigns == 0 ? 0 : 1 + random.Below(channel.Campaigns);
            bool isNew = !IsAmong(number, i);
            _touches[i] = new Touch(day, times[i] % 86_400, number, kind, campaign, cost, random.Below(customer.Devices), random.Next());
            Probability += isNew ? channel.Effect : 0;
        }
    }

    private bool IsAmong(int channel, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (_touches[i].Channel == channel)
            {
                return true;
            }
        }

        return false;
    }

    private void Browse(in Customer customer, ref SplitMix random)
    {
        for (int i = 0; i < _touchCount; i++)
        {
            Touch touch = _touches[i];
            if (touch.Kind == TouchKind.Impression)
            {
                continue;
            }

            bool isLoggedIn = random.Chance(6_000);
            int views = 1 + random.Below(MostViews);
            for (int view = 0; view < views; view++)
            {
                int second = touch.Second + 5 + (view * 60) + random.Below(60);
                int product = Wanted(customer, ref random);
                _events[_eventCount++] = new SiteEvent(touch.Day, second, i, touch.Channel, "view", product, touch.Device, isLoggedIn, random.Next());
            }
        }
    }

    private void Buy(in Customer customer, in Touch last, ref SplitMix random)
    {
        int lines = 1 + random.Below(ShopPlan.Classes[customer.Class].MostLines);
        for (int i = 0; i < lines; i++)
        {
            int product = Wanted(customer, ref random);
            for (int tries = 0; tries < 8 && (IsBought(product) || !catalogue.IsInStock(product, OrderDay)); tries++)
            {
                product = Wanted(customer, ref random);
            }

            int quantity = random.Chance(3_000) ? 2 + random.Below(3) : 1;
            _lines[_lineCount++] = new Line(product, quantity, catalogue.Price(product), random.Next());
        }

        int session = _touchCount - 1;
        for (int i = 0; i < _lineCount; i++)
        {
            int second = OrderSecond - ((_lineCount - i) * 2 * StepSeconds);
            _events[_eventCount++] = new SiteEvent(
                OrderDay, second, session, last.Channel, "view", _lines[i].Product, last.Device, true, random.Next());
            _events[_eventCount++] = new SiteEvent(
                OrderDay, second + StepSeconds, session, last.Channel, "add_to_cart", _lines[i].Product, last.Device, true, random.Next());
        }

        _events[_eventCount++] = new SiteEvent(OrderDay, OrderSecond, session, last.Channel, "purchase", -1, last.Device, true, random.Next());
        bool isReturned = random.Chance(ShopPlan.Returns);
        ReturnDay = isReturned ? OrderDay + 1 + random.Below(ShopPlan.ReturnDays) : Customer.Never;
        ReturnNoise = random.Next();
    }

    private bool IsBought(int product)
    {
        foreach (ref readonly Line line in Lines)
        {
            if (line.Product == product)
            {
                return true;
            }
        }

        return false;
    }

    private int Wanted(in Customer customer, ref SplitMix random)
    {
        int mood = random.Below(ShopPlan.Whole);
        int taste = mood < ShopPlan.FirstTaste ? customer.FirstTaste
            : mood < ShopPlan.FirstTaste + ShopPlan.SecondTaste ? customer.SecondTaste
            : random.Below(ShopPlan.Tastes);
        return catalogue.OfTaste(taste, ref random);
    }
}
