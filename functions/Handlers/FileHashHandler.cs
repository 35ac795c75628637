using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Handlers;

/// <summary><c>file_hash</c>: hashes a file below the worker's file folder.</summary>
public sealed class FileHashHandler(FileFolder folder) : ITaskHandler
{
    public string Name => HandlerNames.FileHash;

    public async Task<HandlerResult> RunAsync(HandlerContext context, CancellationToken cancellationToken)
    {
        FileHashParameters parameters = ParametersJson.Read<FileHashParameters>(context.Attempt.Parameters);
        await using FileStream file = folder.OpenRead(parameters.Path);
        byte[] hash = parameters.Algorithm == FileHashParameters.Sha512
            ? await SHA512.HashDataAsync(file, cancellationToken)
            : await SHA256.HashDataAsync(file, cancellationToken);
        string hex = Convert.ToHexStringLower(hash);
        string structured = JsonSerializer.Serialize(new { algorithm = parameters.Algorithm, hash = hex, bytes = file.Length });
        return new HandlerResult(hex, structured);
    }
}
