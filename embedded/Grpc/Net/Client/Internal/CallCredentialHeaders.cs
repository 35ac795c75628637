using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Collects the headers that call credentials add to one call.</summary>
sealed class CallCredentialHeaders : CallCredentialsConfiguratorBase
{
    readonly List<AsyncAuthInterceptor> _interceptors = [];

    public static async Task AddAsync(
        Metadata headers, IEnumerable<CallCredentials> credentials, Uri address, IMethod method, CancellationToken cancellationToken)
    {
        var collected = new CallCredentialHeaders();
        foreach (CallCredentials one in credentials)
        {
            one.InternalPopulateConfiguration(collected, state: null);
        }

        string serviceUrl = $"{address.GetLeftPart(UriPartial.Authority)}/{method.ServiceName}";
        foreach (AsyncAuthInterceptor interceptor in collected._interceptors)
        {
            await interceptor(new AuthInterceptorContext(serviceUrl, method.Name, cancellationToken), headers);
        }
    }

    public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials)
    {
        foreach (CallCredentials one in credentials)
        {
            one.InternalPopulateConfiguration(this, state);
        }
    }

    public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) => _interceptors.Add(interceptor);
}
