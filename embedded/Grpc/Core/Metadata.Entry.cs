using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <summary>One header: text, or bytes under a key that ends in <c>-bin</c>.</summary>
    public class Entry
    {
        readonly string? _value;
        readonly byte[]? _bytes;

        public Entry(string key, byte[] valueBytes)
            : this(key, isBinary: true)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            _bytes = [.. valueBytes];
        }

        public Entry(string key, string value)
            : this(key, isBinary: false)
        {
            ArgumentNullException.ThrowIfNull(value);
            _value = value;
        }

        Entry(string key, bool isBinary)
        {
            ArgumentNullException.ThrowIfNull(key);
            if (key.AsSpan().ContainsAnyExcept(KeyCharacters))
            {
                throw new ArgumentException(
                    "Metadata entry key not valid. Keys can only contain lowercase alphanumeric characters, underscores, hyphens and dots.",
                    nameof(key));
            }

            Key = key.ToLowerInvariant();
            if (Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal) != isBinary)
            {
                throw new ArgumentException(
                    isBinary
                        ? $"Key for binary valued metadata entry needs to have '{BinaryHeaderSuffix}' suffix indicating binary value."
                        : "Key for ASCII valued metadata entry cannot have suffix indicating binary value.",
                    nameof(key));
            }
        }

        public string Key { get; }

        /// <summary>A copy of the bytes; of a text entry, its ASCII form.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_value!) : [.. _bytes];

        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => _value ?? throw new InvalidOperationException("Cannot access string value of a binary metadata entry");

        public bool IsBinary => _value is null;

        /// <summary>What the wire carries: binary values in base64.</summary>
        internal string WireValue => _value ?? Convert.ToBase64String(_bytes!);

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        public override string ToString() => IsBinary ? $"[Entry: key={Key}, valueBytes={_bytes}]" : $"[Entry: key={Key}, value={_value}]";
    }
}
