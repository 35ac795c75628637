using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Orchestrator.Tests.Support;

public static class DescriptorSet
{
    /// <summary>
    /// Compiled .proto files and all that they import, as the binary <c>FileDescriptorSet</c> in base64 that clients of other
    /// languages load.
    /// </summary>
    public static string ToBase64(params FileDescriptor[] files)
    {
        var set = new FileDescriptorSet();
        foreach (FileDescriptor file in files)
        {
            Add(set, file);
        }

        return set.ToByteString().ToBase64();
    }

    static void Add(FileDescriptorSet set, FileDescriptor file)
    {
        // Imports stand before the files that need them.
        foreach (FileDescriptor import in file.Dependencies)
        {
            Add(set, import);
        }

        if (!set.File.Any(known => known.Name == file.Name))
        {
            set.File.Add(FileDescriptorProto.Parser.ParseFrom(file.SerializedData));
        }
    }
}
