using System.Buffers;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Internal;

namespace Grpc.Net.Client.Internal;

/// <summary>One call: its request, its response's headers and messages, and how it ended.</summary>
sealed class GrpcCall : IDisposable
{
    const int ReadBufferSize = 16 * 1024;

    readonly GrpcChannel _channel;
    readonly IMethod _method;
    readonly string? _host;
    readonly CallLifetime _lifetime;
    Task<HttpResponseMessage>? _response;
    MessageReader? _reader;
    Metadata? _trailers;
    Status? _status;
    bool _disposed;

    public GrpcCall(GrpcChannel channel, IMethod method, string? host, CallOptions options)
    {
        _channel = channel;
        _method = method;
        _host = host;
        Options = options;
        RequestEncoding = options.Headers?.GetValue(GrpcHeaders.RequestedEncoding) is { } encoding && encoding != GrpcHeaders.Identity
            ? encoding
            : null;
        if (RequestEncoding is not null && !channel.Compression.Supports(RequestEncoding))
        {
            throw new InvalidOperationException($"Could not find compression provider for '{RequestEncoding}'.");
        }

        _lifetime = new CallLifetime(options);
    }

    public CallOptions Options { get; }

    public string? RequestEncoding { get; }

    public CancellationToken Token => _lifetime.Token;

    public Task<Metadata> Headers => field ??= ReadHeadersAsync();

    public FrameSerializationContext CreateSerialization() => new(_channel.Compression, level: null, _channel.Options.MaxSendMessageSize);

    /// <summary>The one message of a request that does not stream; an error of serialization ends the call.</summary>
    public HttpContent CreateContent<T>(T request, Marshaller<T> marshaller)
    {
        var frame = new ArrayBufferWriter<byte>();
        try
        {
            bool compress = Options.WriteOptions?.Flags.HasFlag(WriteFlags.NoCompress) != true;
            CreateSerialization().Serialize(request, marshaller.ContextualSerializer, frame, compress ? RequestEncoding : null);
        }
        catch (RpcException e)
        {
            _lifetime.End(e.Status);
        }

        return new ReadOnlyMemoryContent(frame.WrittenMemory);
    }

    public void Start(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(GrpcContentType.Grpc);
        _response = SendAsync(content);
    }

    public async Task<T> ReadSingleAsync<T>(Marshaller<T> marshaller)
        where T : class
    {
        try
        {
            HttpResponseMessage response = await _response!;
            T? message = ResponseStatus.IsTrailersOnly(response)
                ? null
                : await (await GetReaderAsync(response)).ReadSingleAsync(marshaller.ContextualDeserializer, Token);
            Finish(response);
            return message ?? throw Fail(new Status(StatusCode.Internal, "Failed to deserialize response message."));
        }
        catch (Exception e) when (e is not RpcException || _status is null)
        {
            throw Resolve(e, "Error starting gRPC call.");
        }
        finally
        {
            Dispose();
        }
    }

    /// <returns>Null at the end of the stream.</returns>
    public async Task<T?> ReadNextAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        if (_status is { } ended)
        {
            return ended.StatusCode == StatusCode.OK ? null : throw Fail(ended);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((GrpcCall)state!)._lifetime.End(
                new Status(StatusCode.Cancelled, "Call canceled by the client.", new OperationCanceledException(token))),
            this);
        try
        {
            HttpResponseMessage response = await _response!;
            T? message = ResponseStatus.IsTrailersOnly(response)
                ? null
                : await (await GetReaderAsync(response)).ReadNextAsync(marshaller.ContextualDeserializer, Token);
            if (message is null)
            {
                Finish(response);
                Dispose();
            }

            return message;
        }
        catch (Exception e) when (e is not RpcException || _status is null)
        {
            throw Resolve(e, "Error reading next message.");
        }
    }

    public Status GetStatus() => _status ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers() =>
        _trailers ?? throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");

    public Exception Resolve(Exception error, string summary)
    {
        Status status = _lifetime.Reason
            ?? (error as RpcException)?.Status
            ?? ResponseStatus.FromTransportError(error, summary, _lifetime.Left <= TimeSpan.Zero);
        Exception resolved = Fail(status);
        Dispose();
        return resolved;
    }

    /// <summary>Cancels what still runs.</summary>
    public void Dispose()
    {
        _lifetime.Dispose();
        if (_status is null)
        {
            _lifetime.End(new Status(StatusCode.Cancelled, "gRPC call disposed."));
            _status = _lifetime.Reason;
        }

        if (_response is not null && !_disposed)
        {
            _disposed = true;
            _ = DisposeResponseAsync(_response);
        }
    }

    static async Task DisposeResponseAsync(Task<HttpResponseMessage> response)
    {
        await ((Task)response).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (response.IsCompletedSuccessfully)
        {
            (await response).Dispose();
        }
    }

    async Task<HttpResponseMessage> SendAsync(HttpContent content)
    {
        Token.ThrowIfCancellationRequested();
        var headers = new Metadata();
        if (_channel.SendsCallCredentials && (Options.Credentials is not null || _channel.CallCredentials.Count > 0))
        {
            IEnumerable<CallCredentials> credentials = Options.Credentials is { } own ? [own, .. _channel.CallCredentials] : _channel.CallCredentials;
            await CallCredentialHeaders.AddAsync(headers, credentials, _channel.Address, _method, Token);
        }

        HttpRequestMessage request = RequestHeaders.CreateRequest(_channel, _method.FullName, _host, Options, headers, _lifetime.Left);
        request.Content = content;
        HttpResponseMessage response = await _channel.SendAsync(request, Token);
        if (ResponseStatus.CheckHeaders(response) is { } invalid)
        {
            response.Dispose();
            throw new RpcException(invalid);
        }

        return response;
    }

    async Task<Metadata> ReadHeadersAsync()
    {
        try
        {
            return ResponseStatus.ToMetadata((await _response!).Headers);
        }
        catch (Exception e) when (e is not RpcException || _status is null)
        {
            throw Resolve(e, "Error starting gRPC call.");
        }
    }

    async ValueTask<MessageReader> GetReaderAsync(HttpResponseMessage response)
    {
        if (_reader is null)
        {
            string? encoding = response.Headers.TryGetValues(GrpcHeaders.Encoding, out IEnumerable<string>? values) ? values.First() : null;
            int? messageBytesMax = _channel.Options.MaxReceiveMessageSize;
            _reader = new MessageReader(
                PipeReader.Create(await response.Content.ReadAsStreamAsync(Token), new StreamPipeReaderOptions(bufferSize: ReadBufferSize)),
                messageBytesMax,
                payload => _channel.Compression.Decompress(encoding, payload, messageBytesMax));
        }

        return _reader;
    }

    /// <summary>Takes the status from the trailers, or from the headers of a response that has nothing else.</summary>
    void Finish(HttpResponseMessage response)
    {
        HttpHeaders source = ResponseStatus.IsTrailersOnly(response) ? response.Headers : response.TrailingHeaders;
        _trailers = ResponseStatus.ToMetadata(source);
        Status status = ResponseStatus.Read(source) ?? new Status(StatusCode.Cancelled, "No grpc-status found on response.");
        if (status.StatusCode != StatusCode.OK)
        {
            throw Fail(status);
        }

        _status = status;
    }

    Exception Fail(Status status)
    {
        _status ??= status;
        GrpcLog.ClientCallFailed(_channel.Logger, status.DebugException, _method.FullName, status.StatusCode, status.Detail);
        return _channel.Options.ThrowOperationCanceledOnCancellation && status.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded
            ? new OperationCanceledException(
                status.Detail, status.DebugException, Options.CancellationToken.IsCancellationRequested ? Options.CancellationToken : Token)
            : new RpcException(status, _trailers ?? Metadata.Empty);
    }
}
