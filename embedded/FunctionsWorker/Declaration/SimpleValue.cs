using System.ComponentModel;

namespace Microsoft.Azure.Functions.Worker.Declaration;

/// <summary>Types that one text gives: numbers, booleans, ids, dates, enumerations, strings.</summary>
static class SimpleValue
{
    public static bool IsSimple(Type type)
        => type != typeof(object) && !type.IsArray && TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    /// <exception cref="FormatException">The text is no such value.</exception>
    public static object? Parse(Type type, string text)
    {
        if (type == typeof(string))
            return text;
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or OverflowException)
        {
            // Converters say "no such value" in several ways; the number converters wrap it in an ArgumentException.
            throw new FormatException($"'{text}' is not a valid {(Nullable.GetUnderlyingType(type) ?? type).Name}.", e);
        }
    }
}
