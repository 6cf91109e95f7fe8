namespace BigData.Spark.Embedded.Plans;

/// <summary>Days since 1970-01-01 in the proleptic Gregorian calendar, for every year that Spark has.</summary>
internal static class CivilDate
{
    private const int DaysPerEra = 146_097;
    private const int DaysBeforeEpoch = 719_468;

    /// <summary>The date of a day number.</summary>
    public static (int Year, int Month, int Day) FromDays(long days)
    {
        long shifted = days + DaysBeforeEpoch;
        long era = Floor(shifted, DaysPerEra);
        long ofEra = shifted - (era * DaysPerEra);
        long yearOfEra = (ofEra - (ofEra / 1460) + (ofEra / 36_524) - (ofEra / 146_096)) / 365;
        long ofYear = ofEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long marchMonth = ((5 * ofYear) + 2) / 153;
        int day = (int)(ofYear - (((153 * marchMonth) + 2) / 5) + 1);
        int month = (int)(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
        return ((int)(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0)), month, day);
    }

    /// <summary>The day number of a date, or null when there is no such date.</summary>
    public static long? ToDays(int year, int month, int day)
    {
        if (month is < 1 or > 12 || day < 1 || day > DaysInMonth(year, month))
        {
            return null;
        }

        long y = month <= 2 ? year - 1L : year;
        long era = Floor(y, 400);
        long yearOfEra = y - (era * 400);
        long ofYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        long ofEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + ofYear;
        return (era * DaysPerEra) + ofEra - DaysBeforeEpoch;
    }

    private static int DaysInMonth(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static long Floor(long value, long divisor) => value >= 0 ? value / divisor : ((value + 1) / divisor) - 1;
}
