using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Architecture.Tests.Protos;

/// <summary>Proves that the contract check can fail, on a small baseline and on every change that breaks a client.</summary>
public sealed class ContractComparisonTests
{
    const string Field = "field v1.Task.name = 2 string json name";
    const string Choice = "field v1.Work.echo = 2 v1.Echo json echo oneof handler";
    const string Value = "value v1.Status.STATUS_DONE = 3";
    const string Call = "rpc v1.Tasks.Watch = (v1.WatchRequest) returns (stream v1.WatchResponse)";
    static readonly string[] s_baseline = ["message v1.Task =", Field, Choice, Value, Call];

    [Theory]
    [InlineData("message v1.Task =", null, "message v1.Task was removed (it was there)")]
    [InlineData(Field, null, "field v1.Task.name was removed (it was 2 string json name)")]
    [InlineData(Field, "field v1.Task.title = 2 string json title", "field v1.Task.name was removed (it was 2 string json name)")]
    [InlineData(Field, "field v1.Task.name = 3 string json name", "field v1.Task.name was 2 string json name and is 3 string json name")]
    [InlineData(Field, "field v1.Task.name = 2 bytes json name", "field v1.Task.name was 2 string json name and is 2 bytes json name")]
    [InlineData(Field, "field v1.Task.name = 2 repeated string json name", "field v1.Task.name was 2 string json name and is 2 repeated string json name")]
    [InlineData(Field, "field v1.Task.name = 2 optional string json name", "field v1.Task.name was 2 string json name and is 2 optional string json name")]
    [InlineData(Choice, "field v1.Work.echo = 2 v1.Echo json echo", "field v1.Work.echo was 2 v1.Echo json echo oneof handler and is 2 v1.Echo json echo")]
    [InlineData(Value, "value v1.Status.STATUS_DONE = 4", "value v1.Status.STATUS_DONE was 3 and is 4")]
    [InlineData(Call, "rpc v1.Tasks.Watch = (v1.WatchRequest) returns (v1.WatchResponse)", "rpc v1.Tasks.Watch was (v1.WatchRequest) returns (stream v1.WatchResponse) and is (v1.WatchRequest) returns (v1.WatchResponse)")]
    [InlineData(Call, "rpc v1.Tasks.Watch = (v1.Other) returns (stream v1.WatchResponse)", "rpc v1.Tasks.Watch was (v1.WatchRequest) returns (stream v1.WatchResponse) and is (v1.Other) returns (stream v1.WatchResponse)")]
    public void Incompatibilities_OfABreakingChange_AreNamed(string was, string? became, string expected)
    {
        IEnumerable<string> current = became is null ? s_baseline.Where(line => line != was) : s_baseline.Select(line => line == was ? became : line);

        Assert.Equal([expected], ContractComparison.Incompatibilities(s_baseline, current));
    }

    [Fact]
    public void Incompatibilities_OfAnAddition_AreNone() => Assert.Empty(ContractComparison.Incompatibilities(
        s_baseline, s_baseline.Append("field v1.Task.extra = 9 string json extra").Append("value v1.Status.STATUS_NEW = 9")));

    [Fact]
    public void Describe_OfAKnownFile_SaysWhatClientsDependOn()
    {
        IReadOnlyList<string> lines = Contract.Describe([StructReflection.Descriptor]);

        Assert.Equal(
            [
                "enum google.protobuf.NullValue =",
                "field google.protobuf.ListValue.values = 1 repeated google.protobuf.Value json values",
                "field google.protobuf.Struct.fields = 1 map<string, google.protobuf.Value> json fields",
                "field google.protobuf.Value.bool_value = 4 bool json boolValue oneof kind",
                "field google.protobuf.Value.list_value = 6 google.protobuf.ListValue json listValue oneof kind",
                "field google.protobuf.Value.null_value = 1 google.protobuf.NullValue json nullValue oneof kind",
                "field google.protobuf.Value.number_value = 2 double json numberValue oneof kind",
                "field google.protobuf.Value.string_value = 3 string json stringValue oneof kind",
                "field google.protobuf.Value.struct_value = 5 google.protobuf.Struct json structValue oneof kind",
                "message google.protobuf.ListValue =",
                "message google.protobuf.Struct =",
                "message google.protobuf.Value =",
                "value google.protobuf.NullValue.NULL_VALUE = 0",
            ],
            lines);
    }
}
