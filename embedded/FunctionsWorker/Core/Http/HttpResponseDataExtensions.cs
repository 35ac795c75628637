using System.Text;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Http;

public static class HttpResponseDataExtensions
{
    public static void WriteString(this HttpResponseData response, string value, Encoding? encoding = null)
        => response.WriteBytes((encoding ?? Encoding.UTF8).GetBytes(value));

    public static Task WriteStringAsync(this HttpResponseData response, string value, Encoding? encoding = null)
        => response.WriteStringAsync(value, response.FunctionContext.CancellationToken, encoding);

    public static Task WriteStringAsync(
        this HttpResponseData response, string value, CancellationToken cancellationToken, Encoding? encoding = null)
        => response.WriteBytesAsync((encoding ?? Encoding.UTF8).GetBytes(value), cancellationToken);

    public static void WriteBytes(this HttpResponseData response, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Body.Write(value);
    }

    public static Task WriteBytesAsync(this HttpResponseData response, byte[] value)
        => response.WriteBytesAsync(value, response.FunctionContext.CancellationToken);

    public static Task WriteBytesAsync(this HttpResponseData response, byte[] value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.Body.WriteAsync(value, cancellationToken).AsTask();
    }

    public static ValueTask WriteAsJsonAsync<T>(this HttpResponseData response, T instance, CancellationToken cancellationToken = default)
        => response.WriteAsJsonAsync(instance, "application/json; charset=utf-8", cancellationToken);

    public static async ValueTask WriteAsJsonAsync<T>(
        this HttpResponseData response, T instance, string contentType, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.Remove("Content-Type");
        response.Headers.Add("Content-Type", contentType);
        await JsonSerializer.SerializeAsync(response.Body, instance, Json.OptionsOf(response.FunctionContext), cancellationToken);
    }
}
