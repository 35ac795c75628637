using Grpc.Core;
using Grpc.Internal;
using Grpc.Net.Client.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grpc.Net.Client;

/// <summary>A server's address and the HTTP client for it. Clients of one channel share its connections.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    readonly HttpMessageInvoker _http;
    readonly bool _ownsHttp;
    bool _disposed;

    GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        if (options is { HttpClient: not null, HttpHandler: not null })
        {
            throw new ArgumentException(
                $"{nameof(GrpcChannelOptions.HttpClient)} and {nameof(GrpcChannelOptions.HttpHandler)} have been configured. Only one HTTP caller can be specified.",
                nameof(options));
        }

        Address = address;
        Options = options;
        Compression = options.CompressionProviders is { } providers ? new MessageCompression(providers) : MessageCompression.Default;
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Grpc.Net.Client.GrpcCall");
        CallCredentials = ChannelSecurity.Check(address, options.Credentials);
        _ownsHttp = options.DisposeHttpClient || (options.HttpClient is null && options.HttpHandler is null);
        _http = options.HttpClient
            ?? new HttpMessageInvoker(options.HttpHandler ?? new SocketsHttpHandler { EnableMultipleHttp2Connections = true }, _ownsHttp);
    }

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal MessageCompression Compression { get; }

    internal ILogger Logger { get; }

    internal IReadOnlyList<CallCredentials> CallCredentials { get; }

    internal bool SendsCallCredentials => Address.Scheme == Uri.UriSchemeHttps || Options.UnsafeUseInsecureChannelCallCredentials;

    public static GrpcChannel ForAddress(string address) => ForAddress(new Uri(address));

    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <exception cref="ArgumentException">The address is not http or https, or does not fit the credentials.</exception>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        return new GrpcChannel(address, channelOptions);
    }

    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new HttpCallInvoker(this);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            if (_ownsHttp)
            {
                _http.Dispose();
            }
        }
    }

    /// <summary>Returns when the response's headers are there.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        request.Version = Options.HttpVersion ?? System.Net.HttpVersion.Version20;
        request.VersionPolicy = Options.HttpVersionPolicy ?? HttpVersionPolicy.RequestVersionExact;
        return _http is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : _http.SendAsync(request, cancellationToken);
    }
}
