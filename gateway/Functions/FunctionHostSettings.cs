namespace Orchestrator.Gateway.Functions;

/// <summary>Where the function app is.</summary>
/// <param name="Url">Without <c>/api</c>; setting <c>ORCHESTRATOR_FUNCTIONS_URL</c>.</param>
/// <param name="Key">Sent as <c>x-functions-key</c>; setting <c>ORCHESTRATOR_FUNCTION_KEY</c>; null: none.</param>
/// <param name="Scope">Of the Entra token that is sent beside the key; setting <c>ORCHESTRATOR_FUNCTIONS_SCOPE</c>; null: none.</param>
sealed record FunctionHostSettings(Uri Url, string? Key, string? Scope)
{
    public const string UrlName = "ORCHESTRATOR_FUNCTIONS_URL";
    public const string KeyName = "ORCHESTRATOR_FUNCTION_KEY";
    public const string ScopeName = "ORCHESTRATOR_FUNCTIONS_SCOPE";
    public const string KeyHeader = "x-functions-key";

    /// <summary>How long a call may take; after it the task waits for a worker instead of the client for us.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(5);

    /// <exception cref="InvalidOperationException">The URL is none; the message names the setting.</exception>
    public static FunctionHostSettings Read(IConfiguration configuration)
    {
        string url = configuration[UrlName] is { Length: > 0 } set ? set : "http://127.0.0.1:7071";
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) || parsed.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{UrlName} must be an http or https address, such as http://127.0.0.1:7071");
        }

        return new FunctionHostSettings(parsed, Text(KeyName), Text(ScopeName));

        string? Text(string name) => configuration[name] is { Length: > 0 } text ? text : null;
    }

    public void Apply(HttpClient client)
    {
        client.BaseAddress = new Uri($"{Url.AbsoluteUri.TrimEnd('/')}/api/");
        client.Timeout = Timeout;
        if (Key is not null)
        {
            client.DefaultRequestHeaders.Add(KeyHeader, Key);
        }
    }
}
