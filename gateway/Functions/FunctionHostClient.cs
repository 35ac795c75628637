using System.Net.Http.Headers;

namespace Orchestrator.Gateway.Functions;

/// <summary>Posts to the function app's HTTP triggers.</summary>
sealed class FunctionHostClient(HttpClient http)
{
    const int MaxReasonCharacters = 500;
    static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <param name="route">One of <c>FunctionRoutes</c>, its places filled in.</param>
    public async Task<FunctionHostAnswer> PostAsync(string route, string json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route)
        {
            Content = new StringContent(json, MediaTypeHeaderValue.Parse("application/json")),
        };
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? new FunctionHostAnswer((int)response.StatusCode, Reason: "") { Body = body }
                : new FunctionHostAnswer((int)response.StatusCode, body.Length > MaxReasonCharacters ? body[..MaxReasonCharacters] : body);
        }
        catch (HttpRequestException e)
        {
            return new FunctionHostAnswer(Status: null, e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return new FunctionHostAnswer(Status: null, $"no answer within {http.Timeout.TotalSeconds:0.#} s", e);
        }
    }

    /// <returns><c>reachable</c>, or what is wrong with the host.</returns>
    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        using var glance = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        glance.CancelAfter(Glance);
        try
        {
            // No instance has this id: 404 is the answer of a host that is well.
            using HttpResponseMessage response = await http.GetAsync("instances/health", glance.Token);
            return (int)response.StatusCode switch
            {
                401 or 403 => $"reachable, but refuses the key in {FunctionHostSettings.KeyName}, or the token",
                >= 500 => $"answers HTTP {(int)response.StatusCode}",
                _ => "reachable",
            };
        }
        catch (HttpRequestException e)
        {
            return $"unreachable: {e.HttpRequestError}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "unreachable: no answer within 1 s";
        }
    }
}

/// <param name="Status">HTTP status; null: there was no answer.</param>
/// <param name="Reason">What the host, or the network, said of a failure.</param>
sealed record FunctionHostAnswer(int? Status, string Reason, Exception? Error = null)
{
    /// <summary>Of a success: what the host answered.</summary>
    public string Body { get; init; } = "";

    /// <summary>401 and 403 are our own fault of configuration; 408 and 429 pass. None of them is about this request.</summary>
    public bool IsRefusal => Status is >= 400 and < 500 and not (401 or 403 or 408 or 429);

    public bool IsKeyRefused => Status is 401 or 403;
}
