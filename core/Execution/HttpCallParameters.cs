using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>Parameters of <c>http.call</c>.</summary>
/// <param name="Url">Absolute, http or https; its host must be one that the worker may call.</param>
/// <param name="Method">One of <see cref="Methods"/>.</param>
/// <param name="Headers">Sent as they are.</param>
/// <param name="Body">Sent as JSON; a text is sent as it is, as text/plain.</param>
/// <param name="TimeoutSeconds">For the whole answer: above 0, up to <see cref="TimeoutSecondsMax"/>.</param>
public sealed record HttpCallParameters(
    string Url,
    string Method = "POST",
    IReadOnlyDictionary<string, string>? Headers = null,
    JsonNode? Body = null,
    double TimeoutSeconds = 100) : ITaskParameters
{
    public const double TimeoutSecondsMax = 600;
    const int HeadersMax = 50;

    public static IReadOnlyList<string> Methods { get; } = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public IEnumerable<FieldViolation> Validate()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            yield return new FieldViolation("url", "must be an absolute http or https address");
        }
        else if (url.UserInfo.Length > 0)
        {
            yield return new FieldViolation("url", "must not hold a user name or password");
        }

        if (!TextRules.IsStorable(Url))
        {
            yield return new FieldViolation("url", TextRules.NotStorable);
        }

        if (!Methods.Contains(Method))
        {
            yield return new FieldViolation("method", $"must be {string.Join(", ", Methods)}");
        }

        if (Body is not null && Method is "GET" or "DELETE")
        {
            yield return new FieldViolation("body", $"must be absent: {Method} has none");
        }

        if (TimeoutSeconds is not (> 0 and <= TimeoutSecondsMax))
        {
            yield return new FieldViolation("timeout_seconds", $"must be above 0 and at most {TimeoutSecondsMax}");
        }

        if (Headers?.Count > HeadersMax)
        {
            yield return new FieldViolation("headers", $"must be at most {HeadersMax}");
        }

        foreach ((string name, string value) in Headers ?? new Dictionary<string, string>())
        {
            bool isToken = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
            if (!isToken || value.Any(char.IsControl))
            {
                yield return new FieldViolation($"headers[{name}]", "must be a header's name with a value on one line");
            }
        }
    }
}
