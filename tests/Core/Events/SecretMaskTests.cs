using Orchestrator.Core.Events;

namespace Orchestrator.Core.Tests.Events;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("DB_PASSWD")]
    [InlineData("clientSecret")]
    [InlineData("access_token")]
    [InlineData("tokens")]
    [InlineData("api_key")]
    [InlineData("otp")]
    [InlineData("ssn")]
    [InlineData("certificate_pem")]
    [InlineData("bcrypt")]
    [InlineData("salt")]
    [InlineData("Email")]
    public void Apply_KeyThatLooksSecret_HidesItsValue(string key)
    {
        Assert.Equal($$"""{"{{key}}":"***","n":1}""", SecretMask.Apply($$"""{"{{key}}":"s","n":1}"""));
        const string Nested = """{"a":[{"b":{"KEY":{"deep":[1,2]}}}]}""";
        const string Masked = """{"a":[{"b":{"KEY":"***"}}]}""";
        Assert.Equal(
            Masked.Replace("KEY", key, StringComparison.Ordinal), SecretMask.Apply(Nested.Replace("KEY", key, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("input_tokens")]
    [InlineData("output_tokens")]
    [InlineData("cached_tokens")]
    [InlineData("total_tokens")]
    [InlineData("prompt_tokens")]
    [InlineData("completion_tokens")]
    [InlineData("max_output_tokens")]
    [InlineData("node_key")]
    [InlineData("task_id")]
    [InlineData("reason")]
    public void Apply_HarmlessKey_LeavesTheTextAsItIs(string key)
    {
        string json = $$"""{ "{{key}}": 7, "list": [ null, "password" ] }""";
        Assert.Equal(json, SecretMask.Apply(json));
    }

    [Theory]
    [InlineData("""{"password":null}""")]
    [InlineData("null")]
    [InlineData("\"password\"")]
    [InlineData("[1,2]")]
    public void Apply_NothingToHide_LeavesTheTextAsItIs(string json) => Assert.Equal(json, SecretMask.Apply(json));

    [Fact]
    public void Harmless_IsDocumented()
    {
        string page = File.ReadAllText(Path.Combine(Orchestrator.Tests.Support.CloneRoot.Path, "docs", "events.md"));
        Assert.All(SecretMask.Harmless, key => Assert.Contains($"`{key}`", page, StringComparison.Ordinal));
    }
}
