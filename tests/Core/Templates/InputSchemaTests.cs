using System.Text.Json.Nodes;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tests.Templates;

public sealed class InputSchemaTests
{
    const string Schema = """
        {
          "type": "object", "required": ["text", "options"], "additionalProperties": false,
          "properties": {
            "text": {"type": "string", "minLength": 1, "maxLength": 5},
            "count": {"type": "integer", "minimum": 1, "default": 3},
            "tone": {"enum": ["a", "b"], "default": "a"},
            "options": {"type": "object", "default": {}, "properties": {"deep": {"type": "boolean", "default": true}}}
          }
        }
        """;

    [Fact]
    public async Task Complete_InsertsDefaultsAlsoInObjects()
    {
        (JsonObject whole, IReadOnlyList<string> problems) = await CompleteAsync("""{"text": "x"}""");

        Assert.Empty(problems);
        Assert.Equal("""{"text":"x","count":3,"tone":"a","options":{"deep":true}}""", whole.ToJsonString());
    }

    [Theory]
    [InlineData("""{}""", "input.text is required")]
    [InlineData("""{"text": 1}""", "input.text must be a text")]
    [InlineData("""{"text": ""}""", "input.text must have at least 1 characters")]
    [InlineData("""{"text": "longer"}""", "input.text must have at most 5 characters")]
    [InlineData("""{"text": "x", "count": 0}""", "input.count must be at least 1")]
    [InlineData("""{"text": "x", "count": 1.5}""", "input.count must be a whole number")]
    [InlineData("""{"text": "x", "tone": "c"}""", "input.tone must be one of a, b")]
    [InlineData("""{"text": "x", "more": 1}""", "input.more is no property that the schema has")]
    [InlineData("""{"text": "x", "options": {"deep": "yes"}}""", "input.options.deep must be true or false")]
    public async Task Complete_OfAMistake_NamesTheField(string input, string problem) =>
        Assert.Equal([problem], (await CompleteAsync(input)).Problems);

    [Fact]
    public async Task Read_OfWhatIsNoSchema_IsRefused()
    {
        var violations = new Violations();

        Assert.Null(await InputSchema.ReadAsync(violations, JsonNode.Parse("""{"type": "array"}""")!.AsObject(), CancellationToken.None));
        Assert.Null(await InputSchema.ReadAsync(violations, JsonNode.Parse("""{"properties": [1]}""")!.AsObject(), CancellationToken.None));
        Assert.Equal(["input.type", "input"], violations.Found.Select(v => v.Field));
    }

    static async Task<(JsonObject Whole, IReadOnlyList<string> Problems)> CompleteAsync(string input)
    {
        var violations = new Violations();
        InputSchema? schema = await InputSchema.ReadAsync(violations, JsonNode.Parse(Schema)!.AsObject(), CancellationToken.None);
        JsonObject whole = schema!.Complete(violations, JsonNode.Parse(input)!.AsObject());
        return (whole, [.. violations.Found.Select(v => $"{v.Field} {v.Description}")]);
    }
}
