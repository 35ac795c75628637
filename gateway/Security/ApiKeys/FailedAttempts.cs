using System.Net;
using System.Threading.RateLimiting;

namespace Orchestrator.Gateway.Security.ApiKeys;

/// <summary>
/// Keys that were not known, by address: so many a minute, and who sends more is not looked up any more. Keys that are in use are
/// not touched by it, whatever else comes from their address.
/// </summary>
sealed class FailedAttempts : IDisposable
{
    public const int PerMinute = 60;

    readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = PerMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / PerMinute,
            AutoReplenishment = true,
        }));

    /// <exception cref="RateExceededException"/>
    public void Check(IPAddress? address)
    {
        if (_limiter.GetStatistics(Known(address)) is { CurrentAvailablePermits: < 1 })
        {
            throw new RateExceededException("Too many unknown keys came from this address.", TimeSpan.FromMinutes(1) / PerMinute);
        }
    }

    public void Count(IPAddress? address) => _limiter.AttemptAcquire(Known(address)).Dispose();

    public void Dispose() => _limiter.Dispose();

    static IPAddress Known(IPAddress? address) => address ?? IPAddress.None;
}
