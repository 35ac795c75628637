using System.Globalization;

namespace Orchestrator.Core.Execution;

/// <summary>What an HTTP answer means for the next attempt: <c>docs/events.md</c>, Backoff.</summary>
public static class HttpErrorRules
{
    /// <returns>True for an answer that would be the same the next time: 400, 401, 403, 404, 422.</returns>
    public static bool IsPermanent(int status) => status is 400 or 401 or 403 or 404 or 422;

    /// <summary>Error type of a failed answer, e.g. <c>rate_limited</c>.</summary>
    public static string ErrorType(int status) => status switch
    {
        400 or 422 => "invalid_request",
        401 => "unauthenticated",
        403 => "forbidden",
        404 => "not_found",
        408 or 504 => "timed_out",
        429 => "rate_limited",
        503 => "unavailable",
        >= 500 => "server_error",
        _ => "http_error",
    };

    /// <summary>Reads <c>Retry-After</c> (RFC 9110, section 10.2.3): seconds or a date.</summary>
    /// <returns>Null when there is none or it is neither; never negative.</returns>
    public static TimeSpan? ParseRetryAfter(string? value, DateTimeOffset now)
    {
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && double.IsFinite(seconds))
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, Backoff.Cap.TotalSeconds));
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            ? at > now ? at - now : TimeSpan.Zero
            : null;
    }
}
