using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Durable;

static class JsonText
{
    /// <summary>What a data converter wrote. Text that is no JSON, another converter's, is shown as the text that it is.</summary>
    public static JsonElement ToElement(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
