using Google.Rpc;
using Grpc.Core;
using Npgsql;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Interceptors;

namespace Orchestrator.Gateway.Tests.Interceptors;

public sealed class ErrorStatusTests
{
    [Fact]
    public void Of_Unexpected_TellsNothing()
    {
        RpcException error = ErrorStatus.Of(new InvalidOperationException("a secret")).ToException("r-1");
        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        var status = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal("r-1", status.Details.Single(d => d.Is(RequestInfo.Descriptor)).Unpack<RequestInfo>().RequestId);
    }

    [Fact]
    public void Of_DatabaseThatCannotBeReached_IsUnavailable()
    {
        var error = new NpgsqlException("gone", new System.Net.Sockets.SocketException(10061));
        Assert.Equal(StatusCode.Unavailable, ErrorStatus.Of(error).Code);
    }

    [Theory]
    [InlineData("57P01")]
    [InlineData("57P02")]
    public void Of_DatabaseThatShutsDown_IsUnavailable(string sqlState)
    {
        var error = new PostgresException("terminating connection", "FATAL", "FATAL", sqlState);
        Assert.Equal(StatusCode.Unavailable, ErrorStatus.Of(error).Code);
    }

    [Fact]
    public void ToException_ManyViolations_FitsIntoAHeader()
    {
        FieldViolation[] violations = [.. Enumerable.Range(0, 5000).Select(i => new FieldViolation($"requests[{i}].name", "must have 1 to 255 characters"))];
        RpcException error = ErrorStatus.Of(new InvalidRequestException(violations)).ToException("r");
        Assert.InRange(error.Trailers.GetValueBytes("grpc-status-details-bin")!.Length, 1, 8192);
        Assert.Contains("and 4997 more", error.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, StatusCode.DeadlineExceeded)]
    [InlineData(false, true, StatusCode.Unavailable)]
    [InlineData(false, false, StatusCode.Cancelled)]
    public void OfEndedCall_SaysWhoEndedIt(bool deadlinePassed, bool stopping, StatusCode code) =>
        Assert.Equal(code, ErrorStatus.OfEndedCall(deadlinePassed, stopping).Code);
}
