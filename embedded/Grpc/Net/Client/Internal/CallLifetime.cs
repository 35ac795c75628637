using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Cuts a call short: by its deadline, its cancellation token, or disposal. The first reason is the call's status.</summary>
sealed class CallLifetime : IDisposable
{
    readonly CancellationTokenSource _cancellation = new();
    readonly Lock _gate = new();
    readonly CallOptions _options;
    readonly CancellationTokenRegistration _registration;
    readonly ITimer? _timer;
    Status? _reason;

    /// <exception cref="InvalidOperationException">The deadline is not UTC.</exception>
    public CallLifetime(CallOptions options)
    {
        _options = options;
        Token = _cancellation.Token;
        if (options.Deadline is { } deadline && deadline != DateTime.MaxValue)
        {
            if (deadline.Kind != DateTimeKind.Utc && deadline != DateTime.MinValue)
            {
                throw new InvalidOperationException(
                    "Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue.");
            }

            if (Left is { } left && left > TimeSpan.Zero)
            {
                _timer = TimeProvider.System.CreateTimer(_ => OnTimer(), null, Due(left), Timeout.InfiniteTimeSpan);
            }
            else
            {
                End(DeadlineExceeded);
            }
        }

        _registration = options.CancellationToken.UnsafeRegister(
            static (state, token) => ((CallLifetime)state!).End(
                new Status(StatusCode.Cancelled, "Call canceled by the client.", new OperationCanceledException(token))),
            this);
    }

    public CancellationToken Token { get; }

    /// <summary>Time to the deadline; null without one.</summary>
    public TimeSpan? Left => _options.Deadline is { } deadline && deadline != DateTime.MaxValue
        ? deadline - TimeProvider.System.GetUtcNow().UtcDateTime
        : null;

    /// <summary>Why the call was cut short; null while it was not.</summary>
    public Status? Reason
    {
        get
        {
            lock (_gate)
            {
                return _reason;
            }
        }
    }

    static Status DeadlineExceeded { get; } = new(StatusCode.DeadlineExceeded, "");

    public void End(Status reason)
    {
        lock (_gate)
        {
            if (_reason is not null)
            {
                return;
            }

            _reason = reason;
        }

        _cancellation.Cancel();
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _registration.Dispose();
    }

    void OnTimer()
    {
        if (Left is { } left && left > TimeSpan.Zero)
        {
            _timer?.Change(Due(left), Timeout.InfiniteTimeSpan);
        }
        else
        {
            End(DeadlineExceeded);
        }
    }

    // A timer holds about 49 days at most, and may fire a little early.
    static TimeSpan Due(TimeSpan left) => TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(left.TotalMilliseconds) + 1, uint.MaxValue - 1));
}
