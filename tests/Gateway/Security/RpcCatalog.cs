using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Orchestrator.Gateway.Tests.Security;

/// <summary>Every RPC of the contract, found by its descriptors, so that a new one is in every test that goes over all.</summary>
static class RpcCatalog
{
    public static IReadOnlyList<MethodDescriptor> All { get; } =
    [
        .. typeof(Protos.V1.TasksReflection).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null) as FileDescriptor)
            .OfType<FileDescriptor>()
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .OrderBy(method => method.FullName, StringComparer.Ordinal),
    ];

    public static MethodDescriptor Find(string name) => All.Single(method => method.FullName == name);

    /// <summary>As gRPC has it: <c>/package.Service/Method</c>.</summary>
    public static string PathOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    public static IMessage NewRequest(MethodDescriptor method) => method.InputType.Parser.ParseFrom([]);

    /// <summary>Calls it, whatever its types are. A stream is read up to its first message.</summary>
    public static async Task<IMessage?> CallAsync(CallInvoker invoker, MethodDescriptor method, IMessage request)
    {
        var rpc = new Method<IMessage, IMessage>(
            method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary,
            method.Service.FullName,
            method.Name,
            MarshallerOf(method.InputType),
            MarshallerOf(method.OutputType));
        var options = new CallOptions(deadline: DateTime.UtcNow.AddMinutes(1));
        if (!method.IsServerStreaming)
        {
            return await invoker.AsyncUnaryCall(rpc, host: null, options, request);
        }

        using AsyncServerStreamingCall<IMessage> stream = invoker.AsyncServerStreamingCall(rpc, host: null, options, request);
        return await stream.ResponseStream.MoveNext(CancellationToken.None) ? stream.ResponseStream.Current : null;
    }

    /// <returns>OK, or with what the call failed.</returns>
    public static async Task<StatusCode> StatusOfAsync(CallInvoker invoker, MethodDescriptor method, IMessage request)
    {
        try
        {
            await CallAsync(invoker, method, request);
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    static Marshaller<IMessage> MarshallerOf(MessageDescriptor message) =>
        Marshallers.Create(static sent => sent.ToByteArray(), received => message.Parser.ParseFrom(received));
}
