using System.Globalization;
using System.Net;
using BigData.Notebooks.Scripting;
using BigData.Spark.Sql;

namespace BigData.Notebooks.Display;

/// <summary>How far the queries of the running cell are, shown once they take longer than a moment, in one output that is updated.</summary>
internal sealed class QueryProgress(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ExecutionProgress> _running = new(StringComparer.Ordinal);
    private CellOutput? _cell;
    private string? _id;
    private long _began;
    private long _told;

    /// <summary>From now on queries belong to this cell.</summary>
    public void Begin(CellOutput cell)
    {
        lock (_gate)
        {
            _cell = cell.WantsProgress ? cell : null;
            _id = null;
            _running.Clear();
        }
    }

    /// <summary>The cell is over; what it showed of its progress becomes the time that its queries took.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_cell is not null && _id is not null)
            {
                _cell.Update(Picture($"queries took {Seconds(time.GetElapsedTime(_began))} s", 1), _id);
            }

            _cell = null;
        }
    }

    public void Take(ExecutionProgress progress)
    {
        lock (_gate)
        {
            if (progress.IsDone)
            {
                _running.Remove(progress.OperationId);
                return;
            }

            if (_cell is null)
            {
                return;
            }

            if (_running.Count == 0 && _id is null)
            {
                _began = time.GetTimestamp();
            }

            _running[progress.OperationId] = progress;
            TimeSpan elapsed = time.GetElapsedTime(_began);
            if (elapsed >= Patience && (_id is null || time.GetElapsedTime(_told) >= Interval))
            {
                Tell(_cell, elapsed);
            }
        }
    }

    private void Tell(CellOutput cell, TimeSpan elapsed)
    {
        StageProgress[] stages = [.. _running.Values.SelectMany(running => running.Stages)];
        long tasks = stages.Sum(stage => stage.Tasks);
        long done = stages.Sum(stage => stage.CompletedTasks);
        string text = string.Create(CultureInfo.InvariantCulture, $"query: {done:N0} of {tasks:N0} tasks done, {Seconds(elapsed)} s");
        MimeBundle picture = Picture(text, tasks == 0 ? 0 : (double)done / tasks);
        _told = time.GetTimestamp();
        if (_id is null)
        {
            _id = Guid.NewGuid().ToString("N");
            cell.Display(picture, _id);
        }
        else
        {
            cell.Update(picture, _id);
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static MimeBundle Picture(string text, double share) => new(text)
    {
        Html = string.Create(CultureInfo.InvariantCulture, $"<progress value=\"{share:0.###}\" max=\"1\"></progress> <small>{WebUtility.HtmlEncode(text)}</small>"),
    };
}
