using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Tests.Execution;

public sealed class ParametersJsonTests
{
    [Fact]
    public void Write_NamesAreTheMessagesFields()
    {
        Assert.Equal(
            """{"system_prompt":"be brief","model":"m","temperature":0.5,"max_output_tokens":7}""",
            ParametersJson.Write(new LlmParameters("be brief", "m", 0.5, 7)));
        Assert.Equal("""{"message":"hi","delay_seconds":1.5,"failing_attempts":2}""", ParametersJson.Write(new EchoParameters("hi", 1.5, 2)));
        Assert.Equal("""{"duration_seconds":3}""", ParametersJson.Write(new SleepParameters(3)));
        Assert.Equal("""{"values":[1,2.5]}""", ParametersJson.Write(new SumParameters([1, 2.5])));
        Assert.Equal("""{"path":"a/b","algorithm":"sha512"}""", ParametersJson.Write(new FileHashParameters("a/b", FileHashParameters.Sha512)));
    }

    [Fact]
    public void Read_AbsentAndNull_AreTheDefaults()
    {
        Assert.Equal(new EchoParameters(), ParametersJson.Read<EchoParameters>("""{"message":null,"delay_seconds":null}"""));
        Assert.Equal(new LlmParameters(), ParametersJson.Read<LlmParameters>("{}"));
        Assert.Equal(FileHashParameters.Sha256, ParametersJson.Read<FileHashParameters>("""{"path":"a"}""").Algorithm);
    }

    [Fact]
    public void Read_WholeNumberWrittenAsADouble_IsTaken() =>
        Assert.Equal(2, ParametersJson.Read<EchoParameters>("""{"failing_attempts":2.0}""").FailingAttempts);

    [Theory]
    [InlineData("""{"failing_attempts":2.5}""", "failing_attempts")]
    [InlineData("""{"failing_attempts":"2"}""", "failing_attempts")]
    [InlineData("""{"failing_attempts":21}""", "parameters.failing_attempts: must be 0 to 20")]
    [InlineData("""{"failing_attempts":-1}""", "failing_attempts")]
    [InlineData("""{"delay_seconds":600.001}""", "parameters.delay_seconds: must be 0 to 600")]
    [InlineData("""{"delay_seconds":-1}""", "delay_seconds")]
    [InlineData("""{"delay":1}""", "delay")]
    [InlineData("""[]""", "an object is needed")]
    [InlineData("""null""", "an object is needed")]
    [InlineData("""{""", "parameters")]
    public void Read_WhatTheHandlerCannotRunWith_IsPermanentAndNamesTheField(string json, string named)
    {
        PermanentTaskException error = Assert.Throws<PermanentTaskException>(() => ParametersJson.Read<EchoParameters>(json));

        Assert.Equal(ParametersJson.InvalidParameters, error.Code);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EachLimit_IsItsLastGoodValue()
    {
        ParametersJson.Read<EchoParameters>("""{"delay_seconds":600,"failing_attempts":20}""");
        ParametersJson.Read<SleepParameters>("""{"duration_seconds":31536000}""");
        ParametersJson.Read<LlmParameters>("""{"temperature":2,"max_output_tokens":1}""");
        ParametersJson.Read<SumParameters>($$"""{"values":[{{string.Join(',', Enumerable.Repeat(1, 10_000))}}]}""");

        Assert.Throws<PermanentTaskException>(() => ParametersJson.Read<SleepParameters>("""{"duration_seconds":31536000.1}"""));
        Assert.Throws<PermanentTaskException>(() => ParametersJson.Read<LlmParameters>("""{"temperature":2.01}"""));
        Assert.Throws<PermanentTaskException>(() => ParametersJson.Read<LlmParameters>("""{"max_output_tokens":0}"""));
        Assert.Throws<PermanentTaskException>(() => ParametersJson.Read<SumParameters>("""{"values":[]}"""));
        Assert.Throws<PermanentTaskException>(() => ParametersJson.Read<SumParameters>("{}"));
        Assert.Throws<PermanentTaskException>(() => ParametersJson.Read<FileHashParameters>("""{"path":""}"""));
        Assert.Throws<PermanentTaskException>(() => ParametersJson.Read<FileHashParameters>("""{"path":"a","algorithm":"md5"}"""));
    }
}
