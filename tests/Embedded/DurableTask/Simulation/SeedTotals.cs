namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>How much the seeds went through: a simulation in which nothing happens proves nothing.</summary>
internal sealed class SeedTotals
{
    int _seeds;
    long _steps;
    long _turns;
    long _events;
    long _activities;
    long _completions;
    long _generations;
    long _replays;
    long _crashes;
    long _pauses;
    long _robberies;
    long _unknown;

    public void Add(SeedReport report)
    {
        _seeds++;
        _steps += report.Steps;
        _turns += report.Audit.Turns;
        _events += report.Audit.Events;
        _activities += report.Activities;
        _completions += report.Audit.Completions;
        _generations += report.Audit.Generations;
        _replays += report.Replays;
        _crashes += report.Fleet.Crashes;
        _pauses += report.Fleet.Pauses;
        _robberies += report.Fleet.Robberies;
        _unknown += report.Clients.Unknown;
    }

    public void AssertThatMuchHappened()
    {
        if (_seeds < 100) return;
        Assert.All(
            [_turns / 10, _events, _activities / 5, _completions / 10, _generations, _replays / 5, _crashes, _pauses, _robberies, _unknown],
            each => Assert.True(each > _seeds / 2, ToString()));
    }

    public override string ToString() =>
        $"{_seeds} seeds: {_steps} steps, {_turns} turns, {_completions} completions applied, {_activities} activities run, {_events} events applied, "
        + $"{_generations} continued as new, {_replays} replays compared, {_crashes} crashes, {_pauses} pauses, {_robberies} lost leases, {_unknown} unknown outcomes";
}
