using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>Errors in the management API's words: those of the real extension, without the stack trace.</summary>
static class ManagementErrors
{
    static readonly JsonSerializerOptions s_pascalCase = new();

    public static IResult Error(int statusCode, string message) => Results.Json(new { Message = message }, s_pascalCase, statusCode: statusCode);

    public static IResult Error(int statusCode, string message, Exception error) => Results.Json(
        new { Message = message, ExceptionMessage = error.Message, ExceptionType = error.GetType().FullName }, s_pascalCase, statusCode: statusCode);

    public static IResult From(Exception error) => error switch
    {
        JsonException => Error(StatusCodes.Status400BadRequest, "Invalid JSON content", error),
        ArgumentException or FormatException => Error(StatusCodes.Status400BadRequest, "One or more of the arguments submitted is incorrect", error),
        _ => Error(StatusCodes.Status500InternalServerError, "Something went wrong while processing your request", error),
    };
}
