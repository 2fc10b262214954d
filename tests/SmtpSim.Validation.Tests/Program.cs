using SmtpSim.Validation.Tests;

// dotnet run -c Release --project tests/SmtpSim.Validation.Tests -- --page docs/validation.md
// dotnet run -c Release --project tests/SmtpSim.Validation.Tests -- --rows mm1      only what has this in its scenario's name
// dotnet run -c Release --project tests/SmtpSim.Validation.Tests -- --part mm1      the same, as the page has it
return args switch
{
    ["--page", var file] => ValidationPage.WriteTo(file),
    ["--rows", var name] => ValidationPage.Print(name),
    ["--part", var name] => ValidationPage.PrintPart(name),
    _ => await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
};
