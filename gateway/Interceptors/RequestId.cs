using System.Text.RegularExpressions;
using Grpc.Core;

namespace Orchestrator.Gateway.Interceptors;

/// <summary>The call's <c>x-request-id</c>: the caller's where it is sane, else one made here.</summary>
static partial class RequestId
{
    public const string Header = "x-request-id";
    static readonly object Key = new();

    public static string Of(ServerCallContext context)
    {
        if (context.UserState.TryGetValue(Key, out object? known))
        {
            return (string)known;
        }

        string? sent = context.RequestHeaders.GetValue(Header);
        string id = sent is not null && Sane().IsMatch(sent) ? sent : Guid.CreateVersion7().ToString("N");
        context.UserState[Key] = id;
        return id;
    }

    // It goes into logs, headers and the correlation id (up to 128 characters): nothing that could break out of these.
    [GeneratedRegex(@"\A[A-Za-z0-9._:/+=-]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sane();
}
