using System.Threading.RateLimiting;

namespace Orchestrator.Gateway.Security;

/// <summary>Requests per minute of each key and each user, of this gateway process: a bucket that holds ten seconds' worth.</summary>
sealed class CallRates(SecuritySettings settings) : IDisposable
{
    static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(100);

    readonly PartitionedRateLimiter<Limit> _limiter = PartitionedRateLimiter.Create<Limit, Limit>(limit =>
        RateLimitPartition.GetTokenBucketLimiter(limit, OptionsOf));

    /// <exception cref="RateExceededException"/>
    public void Take(Caller caller)
    {
        int perMinute = caller.RequestsPerMinute ?? settings.RequestsPerMinute;
        if (perMinute == 0)
        {
            return;
        }

        using RateLimitLease lease = _limiter.AttemptAcquire(new Limit(caller.RateKey, perMinute));
        if (!lease.IsAcquired)
        {
            throw new RateExceededException(
                $"More than {perMinute} requests a minute.",
                lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : TimeSpan.FromMinutes(1) / perMinute);
        }
    }

    public void Dispose() => _limiter.Dispose();

    internal static TokenBucketRateLimiterOptions OptionsOf(Limit limit)
    {
        TimeSpan period = TimeSpan.FromMinutes(1) / limit.PerMinute;
        if (period < ShortestPeriod)
        {
            period = ShortestPeriod;
        }

        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, limit.PerMinute / 6),
            TokensPerPeriod = Math.Max(1, (int)Math.Round(limit.PerMinute * period.TotalMinutes)),
            ReplenishmentPeriod = period,
            AutoReplenishment = true,
        };
    }

    /// <summary>A caller whose limit was changed begins with a full bucket.</summary>
    internal readonly record struct Limit(string Caller, int PerMinute);
}
