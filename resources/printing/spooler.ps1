# The till's hand on the Windows spooler. Kept running by the till, it reads one request a line from its input and writes one
# answer a line, both JSON; it ends when its input ends. See main/devices/printer/transports/spooler-helper.ts for the words.
$ErrorActionPreference = 'Stop'

function Write-Answer($answer) {
    $line = ConvertTo-Json -InputObject $answer -Compress -Depth 4
    $out.WriteLine($line)
    $out.Flush()
}

# Locked-down machines let scripts run but no new types be made: that is said in words instead of failing at Add-Type.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    Write-Output '{"ready":false,"reason":"constrained"}'
    exit 3
}

$utf8 = New-Object System.Text.UTF8Encoding $false
$out = New-Object System.IO.StreamWriter([Console]::OpenStandardOutput(), $utf8)
$in = New-Object System.IO.StreamReader([Console]::OpenStandardInput(), $utf8)

$source = @'
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

public sealed class SpoolerError : Exception {
    public readonly string Step;
    public readonly int Code;
    public readonly int Job;
    public readonly long Written;
    public SpoolerError(string step, int code, int job, long written) : base(step + " " + code) {
        Step = step; Code = code; Job = job; Written = written;
    }
}

public sealed class QueueFacts { public string Name; public string Driver; public string Port; public uint Attributes; public uint Status; public uint Jobs; }
public sealed class JobFacts { public bool Gone; public uint Status; public uint Position; }
public sealed class PrintFacts { public int Job; public long Written; }

public static class Spooler {
    const int InvalidParameter = 87, InsufficientBuffer = 122;
    const int JobControlDelete = 5;
    const uint LocalAndConnected = 0x2 | 0x4;

    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    struct DocInfo1 { public string DocName; public string OutputFile; public string DataType; }

    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    struct PrinterInfo2 {
        public string ServerName, PrinterName, ShareName, PortName, DriverName, Comment, Location;
        public IntPtr DevMode;
        public string SepFile, PrintProcessor, DataType, Parameters;
        public IntPtr SecurityDescriptor;
        public uint Attributes, Priority, DefaultPriority, StartTime, UntilTime, Status, Jobs, AveragePagesPerMinute;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct SystemTime { public ushort Year, Month, DayOfWeek, Day, Hour, Minute, Second, Milliseconds; }

    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    struct JobInfo1 {
        public uint JobId;
        public string PrinterName, MachineName, UserName, Document, DataType, StatusText;
        public uint Status, Priority, Position, TotalPages, PagesPrinted;
        public SystemTime Submitted;
    }

    [DllImport("winspool.drv", EntryPoint = "OpenPrinterW", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool OpenPrinter(string name, out IntPtr printer, IntPtr defaults);
    [DllImport("winspool.drv", SetLastError = true)]
    static extern bool ClosePrinter(IntPtr printer);
    [DllImport("winspool.drv", EntryPoint = "StartDocPrinterW", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern int StartDocPrinter(IntPtr printer, int level, ref DocInfo1 info);
    [DllImport("winspool.drv", SetLastError = true)]
    static extern bool EndDocPrinter(IntPtr printer);
    [DllImport("winspool.drv", SetLastError = true)]
    static extern bool WritePrinter(IntPtr printer, byte[] data, int count, out int written);
    [DllImport("winspool.drv", EntryPoint = "GetPrinterW", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool GetPrinter(IntPtr printer, int level, IntPtr buffer, int size, out int needed);
    [DllImport("winspool.drv", EntryPoint = "EnumPrintersW", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool EnumPrinters(uint flags, string name, int level, IntPtr buffer, int size, out int needed, out int count);
    [DllImport("winspool.drv", EntryPoint = "GetJobW", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool GetJob(IntPtr printer, int job, int level, IntPtr buffer, int size, out int needed);
    [DllImport("winspool.drv", EntryPoint = "SetJobW", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool SetJob(IntPtr printer, int job, int level, IntPtr info, int command);

    static IntPtr Open(string queue) {
        IntPtr printer;
        if (!OpenPrinter(queue, out printer, IntPtr.Zero)) throw Failed("open");
        return printer;
    }

    static SpoolerError Failed(string step) { return new SpoolerError(step, Marshal.GetLastWin32Error(), 0, 0); }

    static QueueFacts FactsOf(PrinterInfo2 info) {
        return new QueueFacts { Name = info.PrinterName, Driver = info.DriverName, Port = info.PortName,
            Attributes = info.Attributes, Status = info.Status, Jobs = info.Jobs };
    }

    public static QueueFacts[] List() {
        int needed, count;
        EnumPrinters(LocalAndConnected, null, 2, IntPtr.Zero, 0, out needed, out count);
        if (needed == 0) return new QueueFacts[0];
        IntPtr buffer = Marshal.AllocHGlobal(needed);
        try {
            if (!EnumPrinters(LocalAndConnected, null, 2, buffer, needed, out needed, out count)) throw Failed("list");
            var found = new List<QueueFacts>();
            int size = Marshal.SizeOf(typeof(PrinterInfo2));
            for (int at = 0; at < count; at++)
                found.Add(FactsOf((PrinterInfo2)Marshal.PtrToStructure(new IntPtr(buffer.ToInt64() + (long)at * size), typeof(PrinterInfo2))));
            return found.ToArray();
        } finally { Marshal.FreeHGlobal(buffer); }
    }

    public static QueueFacts State(string queue) {
        IntPtr printer = Open(queue);
        try {
            int needed;
            GetPrinter(printer, 2, IntPtr.Zero, 0, out needed);
            if (Marshal.GetLastWin32Error() != InsufficientBuffer) throw Failed("state");
            IntPtr buffer = Marshal.AllocHGlobal(needed);
            try {
                if (!GetPrinter(printer, 2, buffer, needed, out needed)) throw Failed("state");
                return FactsOf((PrinterInfo2)Marshal.PtrToStructure(buffer, typeof(PrinterInfo2)));
            } finally { Marshal.FreeHGlobal(buffer); }
        } finally { ClosePrinter(printer); }
    }

    // Everything goes into one document. A document that could not be filled is taken back before it is closed, so none of it is printed.
    public static PrintFacts Print(string queue, string title, string path) {
        byte[] data = File.ReadAllBytes(path);
        IntPtr printer = Open(queue);
        try {
            var info = new DocInfo1 { DocName = title, OutputFile = null, DataType = "RAW" };
            int job = StartDocPrinter(printer, 1, ref info);
            if (job == 0) throw Failed("start");
            long total = 0;
            while (total < data.Length) {
                byte[] rest = data;
                if (total > 0) { rest = new byte[data.Length - total]; Array.Copy(data, total, rest, 0, rest.Length); }
                int written;
                if (!WritePrinter(printer, rest, rest.Length, out written) || written == 0) {
                    int code = Marshal.GetLastWin32Error();
                    SetJob(printer, job, 0, IntPtr.Zero, JobControlDelete);
                    EndDocPrinter(printer);
                    throw new SpoolerError("write", code, job, total);
                }
                total += written;
            }
            if (!EndDocPrinter(printer)) throw new SpoolerError("end", Marshal.GetLastWin32Error(), job, total);
            return new PrintFacts { Job = job, Written = total };
        } finally { ClosePrinter(printer); }
    }

    public static JobFacts Job(string queue, int job) {
        IntPtr printer = Open(queue);
        try {
            int needed;
            GetJob(printer, job, 1, IntPtr.Zero, 0, out needed);
            int code = Marshal.GetLastWin32Error();
            if (code == InvalidParameter) return new JobFacts { Gone = true };
            if (code != InsufficientBuffer) throw new SpoolerError("job", code, job, 0);
            IntPtr buffer = Marshal.AllocHGlobal(needed);
            try {
                if (!GetJob(printer, job, 1, buffer, needed, out needed)) {
                    code = Marshal.GetLastWin32Error();
                    if (code == InvalidParameter) return new JobFacts { Gone = true };
                    throw new SpoolerError("job", code, job, 0);
                }
                var info = (JobInfo1)Marshal.PtrToStructure(buffer, typeof(JobInfo1));
                return new JobFacts { Status = info.Status, Position = info.Position };
            } finally { Marshal.FreeHGlobal(buffer); }
        } finally { ClosePrinter(printer); }
    }

    public static void Cancel(string queue, int job) {
        IntPtr printer = Open(queue);
        try {
            if (!SetJob(printer, job, 0, IntPtr.Zero, JobControlDelete)) {
                int code = Marshal.GetLastWin32Error();
                if (code != InvalidParameter) throw new SpoolerError("cancel", code, job, 0);
            }
        } finally { ClosePrinter(printer); }
    }
}
'@

try {
    Add-Type -TypeDefinition $source -Language CSharp
} catch {
    Write-Answer @{ ready = $false; reason = 'no-compiler'; text = "$($_.Exception.Message)" }
    exit 4
}

function Get-QueueAnswer($facts) {
    return @{
        name = $facts.Name; driver = $facts.Driver; port = $facts.Port
        attributes = $facts.Attributes; status = $facts.Status; jobs = $facts.Jobs
    }
}

function Get-Answer($request) {
    switch ($request.do) {
        'list' { return @{ queues = @([Spooler]::List() | ForEach-Object { Get-QueueAnswer $_ }) } }
        'state' { return Get-QueueAnswer ([Spooler]::State($request.queue)) }
        'print' {
            $done = [Spooler]::Print($request.queue, $request.title, $request.file)
            return @{ job = $done.Job; written = $done.Written }
        }
        'job' {
            $job = [Spooler]::Job($request.queue, [int]$request.job)
            return @{ gone = $job.Gone; status = $job.Status; position = $job.Position }
        }
        'cancel' { [Spooler]::Cancel($request.queue, [int]$request.job); return @{} }
        default { throw "unknown request" }
    }
}

Write-Answer @{ ready = $true }
while ($null -ne ($line = $in.ReadLine())) {
    if ($line.Trim() -eq '') { continue }
    $answer = @{ id = 0; ok = $false }
    try {
        $request = $line | ConvertFrom-Json
        $answer.id = $request.id
        $answer += Get-Answer $request
        $answer.ok = $true
    } catch {
        $cause = $_.Exception
        while ($null -ne $cause.InnerException) { $cause = $cause.InnerException }
        $answer.step = 'helper'
        $answer.text = "$($cause.Message)"
        if ($cause -is [SpoolerError]) {
            $answer.step = $cause.Step; $answer.code = $cause.Code; $answer.job = $cause.Job; $answer.written = $cause.Written
        }
    }
    Write-Answer $answer
}
