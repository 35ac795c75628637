#pragma warning disable CA1034, CA1051, CA1711, CA1716, CA1822, MA0016, MA0025, MA0041, MA0069, MA0143, MA0182, S1144
namespace Orchestrator.Architecture.Tests.Signatures.Fixtures;

/// <summary>A declaration of every kind that the printer must tell apart; <see cref="ApiPrinterTests"/> has its print.</summary>
public abstract class Sample<TItem> : IDisposable, IProgress<Sample<TItem>>
    where TItem : class, new()
{
    public const int Limit = 7;
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    protected internal string Label = "";
    private protected int _hidden;

    protected Sample(string name, int? size = null)
    {
        Label = name;
        _hidden = size ?? 0;
    }

    public delegate Task Handler<in TArgument>(TArgument argument, CancellationToken cancellationToken = default)
        where TArgument : struct;

    public event EventHandler? Changed;

    public enum Level : byte
    {
        None,
        Some = 4,
    }

    public string Name { get; init; } = "";

    public virtual int Size { get; protected set; }

    public int this[string key, params int[] path] => key.Length + path.Length;

    internal string Secret => Label;

    public static bool operator ==(Sample<TItem>? left, Sample<TItem>? right) => ReferenceEquals(left, right);

    public static bool operator !=(Sample<TItem>? left, Sample<TItem>? right) => !(left == right);

    public abstract ValueTask<IReadOnlyList<TItem[]>> ReadAsync(Level level = Level.Some, CancellationToken cancellationToken = default);

    public void Copy(in Guid from, ref long to, out bool done, string text = "none", bool flag = true)
    {
        to += from.GetHashCode() + text.Length;
        done = flag;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public TOther Convert<TOther>(TItem item)
        where TOther : IDisposable => throw new NotSupportedException($"{item}");

    public override string ToString() => Name;

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => 0;

    public void Dispose() => GC.SuppressFinalize(this);

    void IProgress<Sample<TItem>>.Report(Sample<TItem> value) => Label = value.Label;

    public struct Nested
    {
        public int Count { readonly get; set; }
    }

    protected interface IInner
    {
        Dictionary<string, TItem> Items { get; }
    }

    sealed class Invisible;
}

public static class SampleExtensions
{
    public static string Shout(this string text) => text;
}

public sealed record SampleRecord(int Number);
