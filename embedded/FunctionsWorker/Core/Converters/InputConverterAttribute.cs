namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names what converts a parameter's input. The embedded worker knows <see cref="Http.FromBodyAttribute"/> alone.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Struct)]
public class InputConverterAttribute : Attribute
{
    public InputConverterAttribute(Type converterType)
    {
        ArgumentNullException.ThrowIfNull(converterType);
        ConverterType = converterType;
    }

    public Type ConverterType { get; }
}
