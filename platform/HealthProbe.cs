namespace Orchestrator.Platform;

/// <summary>The program as its own health check, for images that have neither a shell nor curl.</summary>
public static class HealthProbe
{
    public const string Option = "--probe";
    static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    /// <returns>Exit code: 0 when the address answers with success, 1 when it answers otherwise, or not within 5 s.</returns>
    public static async Task<int> RunAsync(string address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Within };
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(address), cancellationToken);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return 1;
        }
    }
}
