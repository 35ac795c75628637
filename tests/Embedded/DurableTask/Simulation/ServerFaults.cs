namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>What the seed lets go wrong between the processes and the store, each as a probability per call.</summary>
internal sealed record ServerFaults
{
    /// <summary>Longer than any answer or notification takes: what was sent before has then arrived or never will.</summary>
    public static TimeSpan DelayMax { get; } = TimeSpan.FromSeconds(3);

    public static ServerFaults None { get; } = new();

    /// <summary>A call that takes up to <see cref="DelayMax"/> instead of milliseconds.</summary>
    public double Slow { get; init; }

    /// <summary>Nothing was written, and the same commit may pass later.</summary>
    public double CommitRefusedForNow { get; init; }

    /// <summary>A commit that is refused as if one of its turns were at fault.</summary>
    public double CommitRefused { get; init; }

    public double CommitLostBefore { get; init; }

    public double CommitLostAfter { get; init; }

    /// <summary>The connection breaks at once, and the server writes later, if the lease still stands then.</summary>
    public double CommitLostMeanwhile { get; init; }

    /// <summary>A read, or a lease's call, that fails before or after the server did it.</summary>
    public double CallFails { get; init; }

    public double NotificationLost { get; init; }

    /// <summary>An inbox read as it stood a while ago.</summary>
    public double InboxLate { get; init; }

    public double InboxTwice { get; init; }

    public double InboxShuffled { get; init; }

    public static ServerFaults Draw(Random chance)
    {
        // Some seeds suffer from everything, some from one thing a lot, some from nothing but crashes.
        double Some(double most) => chance.Next(3) == 0 ? 0 : most * chance.NextDouble();
        return new ServerFaults
        {
            Slow = Some(0.2),
            CommitRefusedForNow = Some(0.15),
            CommitRefused = Some(0.05),
            CommitLostBefore = Some(0.04),
            CommitLostAfter = Some(0.04),
            CommitLostMeanwhile = Some(0.04),
            CallFails = Some(0.03),
            NotificationLost = Some(0.9),
            InboxLate = Some(0.5),
            InboxTwice = Some(0.5),
            InboxShuffled = Some(0.5),
        };
    }
}
