using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>A results folder as <c>compare</c> and <c>verify</c> look at it.</summary>
/// <param name="Folder">As it was named.</param>
/// <param name="Digest">Of the run or sweep.</param>
/// <param name="IsSweep">Whether it is a sweep's.</param>
/// <param name="Complete">False: the run was interrupted.</param>
internal sealed record ComparedResults(string Folder, string Digest, bool IsSweep, bool Complete)
{
    /// <summary>As the scenario calls itself.</summary>
    public required string ScenarioName { get; init; }

    /// <exception cref="CommandException">It is no results folder.</exception>
    public static ComparedResults Of(string folder)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, Results.Manifest.FileName));
            using var json = JsonDocument.Parse(stream);
            var root = json.RootElement;
            var schema = root.GetProperty("schema").GetString();
            if (schema is not (Results.Manifest.SchemaName or SweepManifest.SchemaName))
                throw new CommandException(ExitCode.NoInput, $"{folder} holds results of another version: {schema}");
            return new ComparedResults(
                folder, root.GetProperty("digest").GetString()!, schema == SweepManifest.SchemaName, !root.TryGetProperty("complete", out var complete) || complete.GetBoolean())
            {
                ScenarioName = root.GetProperty("scenario").GetProperty("name").GetString()!,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CommandException(ExitCode.NoInput, $"the manifest of {folder} is damaged: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.NoInput, $"{folder} is no results folder", "Name a folder that 'run' or 'sweep' has written.");
        }
    }

    /// <exception cref="CommandException">The file can't be read.</exception>
    public string Read(string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.NoInput, $"can't read {file} of {Folder}: {e.Message}");
        }
    }

    /// <exception cref="CommandException">It can't be read, or is no JSON.</exception>
    public JsonDocument Json(string file)
    {
        try
        {
            return JsonDocument.Parse(Read(file));
        }
        catch (JsonException e)
        {
            throw new CommandException(ExitCode.NoInput, $"{file} of {Folder} is damaged: {e.Message}");
        }
    }

    /// <exception cref="CommandException">It can't be read, or is no such manifest.</exception>
    public T Manifest<T>(JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Read(Results.Manifest.FileName), type)!;
        }
        catch (JsonException e)
        {
            throw new CommandException(ExitCode.NoInput, $"the manifest of {Folder} is damaged: {e.Message}");
        }
    }
}
