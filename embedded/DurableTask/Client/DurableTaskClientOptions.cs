using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

public class DurableTaskClientOptions
{
    DataConverter? _dataConverter;
    bool? _enableEntitySupport;

    /// <summary>The version of instances that are started without one.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>Not set, or set to null: a <see cref="DurableTask.DataConverter"/> from the services, else <see cref="JsonDataConverter.Default"/>.</summary>
    [AllowNull]
    public DataConverter DataConverter
    {
        get => _dataConverter ?? JsonDataConverter.Default;
        set => _dataConverter = value;
    }

    public bool EnableEntitySupport
    {
        get => _enableEntitySupport ?? false;
        set => _enableEntitySupport = value;
    }

    internal bool DataConverterExplicitlySet => _dataConverter is not null;

    /// <summary>Hands what is set here to options of a derived type, where they do not say otherwise.</summary>
    internal void ApplyTo(DurableTaskClientOptions other)
    {
        other._dataConverter ??= _dataConverter;
        other._enableEntitySupport ??= _enableEntitySupport;
        if (!string.IsNullOrWhiteSpace(DefaultVersion))
            other.DefaultVersion = DefaultVersion;
    }
}
