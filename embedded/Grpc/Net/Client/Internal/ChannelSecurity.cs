using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Reads channel credentials: whether they want TLS, and which call credentials come with them.</summary>
sealed class ChannelSecurity : ChannelCredentialsConfiguratorBase
{
    readonly List<CallCredentials> _callCredentials = [];
    bool? _secure;

    /// <exception cref="ArgumentException">The scheme is none of http and https, or is not what the credentials want.</exception>
    public static IReadOnlyList<CallCredentials> Check(Uri address, ChannelCredentials? credentials)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"The address '{address}' must start with http:// or https://.", nameof(address));
        }

        var security = new ChannelSecurity();
        credentials?.InternalPopulateConfiguration(security, security);
        bool https = address.Scheme == Uri.UriSchemeHttps;
        return security._secure is { } wanted && wanted != https
            ? throw new ArgumentException(
                $"Channel is configured with {(wanted ? "secure" : "insecure")} channel credentials and can't use an address with a '{address.Scheme}' scheme.",
                nameof(credentials))
            : security._callCredentials;
    }

    public override void SetInsecureCredentials(object state) => _secure = false;

    public override void SetSslCredentials(
        object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
    {
        if (rootCertificates is not null || keyCertificatePair is not null || verifyPeerCallback is not null)
        {
            throw new InvalidOperationException(
                "SslCredentials with non-null arguments is not supported by GrpcChannel. Configure certificates on the HttpHandler.");
        }

        _secure = true;
    }

    public override void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        channelCredentials.InternalPopulateConfiguration(this, state);
        _callCredentials.Add(callCredentials);
    }
}
