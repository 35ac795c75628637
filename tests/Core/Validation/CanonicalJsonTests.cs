using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tests.Validation;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b": 1, "a": [1.0, 1e0, -0]}""", """{"a":[1,1,0],"b":1}""")]
    [InlineData("""{"a": {"z": null, "y": true}}""", """{"a":{"y":true,"z":null}}""")]
    [InlineData("\"\\u00e4 <\"", "\"ä <\"")]
    [InlineData("null", "null")]
    [InlineData("0.1", "0.1")]
    public void Write_SameMeaning_IsOneText(string json, string canonical) =>
        Assert.Equal(canonical, CanonicalJson.Write(JsonNode.Parse(json)));

    [Fact]
    public void Write_PropertiesInAnyOrder_IsOneText()
    {
        var random = new Random(17);
        for (int round = 0; round < 200; round++)
        {
            KeyValuePair<string, double>[] properties =
                [.. Enumerable.Range(0, random.Next(1, 12)).Select(i => KeyValuePair.Create($"{(char)random.Next('A', 'z')}{i}", random.NextDouble() * 1e6))];
            JsonObject Shuffled() => new(properties.OrderBy(_ => random.Next()).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));
            Assert.Equal(CanonicalJson.Write(Shuffled()), CanonicalJson.Write(Shuffled()));
        }
    }
}
