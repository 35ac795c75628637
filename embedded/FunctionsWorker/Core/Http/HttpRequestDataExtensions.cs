using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Http;

public static class HttpRequestDataExtensions
{
    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        HttpResponseData response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }

    /// <param name="encoding">Null: UTF-8, unless a byte order mark says otherwise.</param>
    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        using StreamReader reader = new(request.Body, encoding ?? Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync(request.FunctionContext.CancellationToken);
    }

    public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return JsonSerializer.DeserializeAsync<T>(request.Body, Json.OptionsOf(request.FunctionContext), cancellationToken);
    }
}

/// <summary>The worker's JSON options, which an application changes with <c>Configure&lt;JsonSerializerOptions&gt;</c>.</summary>
static class Json
{
    public static JsonSerializerOptions OptionsOf(FunctionContext context)
        => context.InstanceServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value;
}
