using System.Runtime.InteropServices;

namespace Grpc.Core;

/// <summary>What a client asks for in one call.</summary>
/// <param name="deadline">UTC; none if null.</param>
[StructLayout(LayoutKind.Auto)]
public struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null,
    ContextPropagationToken? propagationToken = null,
    CallCredentials? credentials = null)
{
    public Metadata? Headers { readonly get; private set; } = headers;

    public DateTime? Deadline { readonly get; private set; } = deadline;

    public CancellationToken CancellationToken { readonly get; private set; } = cancellationToken;

    public WriteOptions? WriteOptions { readonly get; private set; } = writeOptions;

    public ContextPropagationToken? PropagationToken { readonly get; private set; } = propagationToken;

    public CallCredentials? Credentials { readonly get; private set; } = credentials;

    /// <summary>Whether the call waits for a broken connection to come back instead of failing at once.</summary>
    public bool IsWaitForReady { readonly get; private set; }

    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    public CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    public CallOptions WithPropagationToken(ContextPropagationToken propagationToken) => this with { PropagationToken = propagationToken };

    public CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    public CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
