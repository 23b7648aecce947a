// Help, its examples, the version, completion, the man page and what is said of mistyped words.
#include <gmock/gmock.h>

#include <sstream>

#include "run_berth.hpp"
#include "support/temporary_file.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> verbs = {"place",    "explain",      "query",
                                        "capacity", "scale-in",     "generate",
                                        "import",   "import openb", "import cloudformation",
                                        "whatif",   "whatif merge", "completion",
                                        "simulate", "fleet"};

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

Outcome help_of(const std::string& verb) {
    std::vector<std::string> arguments = words_of(verb);
    arguments.push_back("--help");
    return run_berth(arguments);
}

// The command lines below "Examples:"; a line that ends in a backslash goes on in the next.
std::vector<std::string> examples_in(const std::string& help) {
    std::istringstream lines(help.substr(help.find("Examples:\n")));
    std::vector<std::string> examples;
    for (std::string line; std::getline(lines, line);) {
        const bool goes_on = !examples.empty() && examples.back().ends_with('\\');
        if (goes_on) examples.back() += "\n" + line;
        if (line.starts_with("  berth ")) examples.push_back(line.substr(2));
    }
    return examples;
}

// Every "--option" at the head of a line of the help.
std::vector<std::string> options_in(const std::string& help) {
    std::istringstream lines(help);
    std::vector<std::string> options;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("  --")) options.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
    return options;
}

TEST(Help, ListsTheVerbsThatExistAndNoOthers) {
    const Outcome outcome = run_berth({"--help"});
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_EQ(outcome.err, "");
    for (const char* verb : {"place", "explain", "query", "capacity", "scale-in", "whatif",
                             "simulate", "generate", "import", "completion"}) {
        EXPECT_THAT(outcome.out, HasSubstr("\n  " + std::string(verb) + " ")) << verb;
    }
    EXPECT_THAT(outcome.out, Not(HasSubstr("serve")));
    EXPECT_FALSE(examples_in(outcome.out).empty());
}

TEST(Help, OfEachVerbNamesItsOptionsAndEndsInAnExample) {
    for (const std::string& verb : verbs) {
        const Outcome outcome = help_of(verb);
        EXPECT_EQ(outcome.status, 0) << verb << '\n' << outcome;
        EXPECT_THAT(outcome.out, HasSubstr("Usage: berth " + verb)) << verb;
        ASSERT_THAT(outcome.out, HasSubstr("Examples:\n")) << verb;
        EXPECT_FALSE(examples_in(outcome.out).empty()) << verb;
    }
}

TEST(Help, IsNoWiderThanEightyColumns) {
    std::vector<std::string> helped = verbs;
    helped.push_back("");
    for (const std::string& verb : helped) {
        std::istringstream lines(help_of(verb).out);
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(line.size(), 80U) << verb << ": " << line;
        }
    }
}

TEST(Help, CanBeAskedForInThreeWays) {
    const std::string help = run_berth({"place", "--help"}).out;
    EXPECT_EQ(run_berth({"place", "-h"}).out, help);
    EXPECT_EQ(run_berth({"help", "place"}).out, help);
    EXPECT_EQ(run_berth({"help"}).out, run_berth({"--help"}).out);
}

class Examples : public RootTest {
   protected:
    // What the examples read beside those of the repository.
    void SetUp() override {
        RootTest::SetUp();
        for (const char* name : {"nodes.csv", "tasks.csv"}) {
            std::filesystem::create_symlink(source_path("tests/cli/data/openb/") + name,
                                            directory_ / name);
        }
        link_example("cluster", "cluster");
        link_example("burst.json", "burst.json");
        link_example("what-if.yaml", "sweep.yaml");
        for (const std::string part : {"0", "1"}) {
            const Outcome outcome =
                run_line("berth whatif sweep.yaml --cluster cluster --burst burst.json --shard " +
                         part + "/2 --results part-" + part + ".jsonl");
            ASSERT_EQ(outcome.status, 0) << outcome;
        }
        std::filesystem::create_directories(directory_ /
                                            ".local/share/bash-completion/completions");
    }

   private:
    void link_example(const std::string& name, const std::string& as) const {
        std::filesystem::create_symlink(source_path("examples/mixed-fleet/" + name),
                                        directory_ / as);
    }
};

TEST_F(Examples, OfEveryHelpRunAsPrinted) {
    std::vector<std::string> helped = verbs;
    helped.push_back("");
    for (const std::string& verb : helped) {
        for (const std::string& line : examples_in(help_of(verb).out)) {
            std::filesystem::remove_all(directory_ / "openb");
            const Outcome outcome = run_line(line);
            EXPECT_EQ(outcome.status, 0) << line << '\n' << outcome;
            EXPECT_THAT(outcome.err, Not(HasSubstr("error"))) << line;
        }
    }
}

TEST(Version, NamesTheCompilerAndTheBackends) {
    const Outcome outcome = run_berth({"--version"});
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, testing::StartsWith("berth "));
    EXPECT_THAT(outcome.out, HasSubstr("reference"));
    EXPECT_EQ(outcome.err, "");
}

TEST(Mistakes, AnUnknownVerbGetsTheNearestOneAndStatusTwo) {
    const Outcome outcome = run_berth({"plcae"});
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("there is no verb 'plcae', did you mean 'place'?"));
}

TEST(Mistakes, AFarFetchedVerbGetsNoSuggestion) {
    const Outcome outcome = run_berth({"deploy-everything"});
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, Not(HasSubstr("did you mean")));
}

TEST(Mistakes, AnUnknownOptionGetsTheNearestOne) {
    const Outcome outcome = run_berth(on_example("place", {"--sed", "7"}));
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("did you mean --seed?"));
    EXPECT_THAT(outcome.err, HasSubstr("'berth place --help'"));
}

TEST(Mistakes, AMissingVerbGetsTheList) {
    EXPECT_THAT(run_berth({}).err, HasSubstr("berth: a verb is missing: place, explain, query"));
    EXPECT_THAT(run_berth({"import"}).err, HasSubstr("berth import: a verb is missing: openb"));
}

TEST(Mistakes, AnArgumentTooManyIsNamed) {
    const Outcome outcome = run_berth(on_example("place", {"extra.json"}));
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("the argument 'extra.json' is not expected"));
}

TEST(Mistakes, NoArgumentsAreStatusTwoAndPointToHelp) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{}, {"import"}, {"place"}}) {
        const Outcome outcome = run_berth(arguments);
        EXPECT_EQ(outcome.status, 2) << outcome;
        EXPECT_EQ(outcome.out, "");
        EXPECT_THAT(outcome.err, HasSubstr("--help")) << outcome;
    }
}

TEST(Mistakes, NumbersAreCheckedToTheDigit) {
    for (const char* number : {"-1", "1.5", "0x10", "seven", "", "18446744073709551616", "1 "}) {
        const Outcome outcome = run_berth(on_example("place", {"--seed", number}));
        EXPECT_EQ(outcome.status, 2) << number << '\n' << outcome;
        EXPECT_EQ(outcome.out, "") << number;
        EXPECT_THAT(outcome.err, HasSubstr("--seed")) << number;
    }
    EXPECT_EQ(run_berth(on_example("place", {"--seed", "18446744073709551615"})).status, 0);
    EXPECT_EQ(run_berth(on_example("place", {"--threads", "100000"})).status, 2);
}

TEST(Mistakes, AnUnknownChoiceNamesTheChoices) {
    const Outcome outcome = run_berth(on_example("place", {"--output", "xml"}));
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("expected table or json or csv or start-task, got 'xml'"));
}

TEST(Completion, OfferEveryOptionOfEveryVerb) {
    const TemporaryFile file(run_berth({"completion", "bash"}).out);
    const std::string script = file.path();
    for (const std::string& verb : verbs) {
        const std::vector<std::string> words = words_of(verb);
        std::string line = "source " + script + "; COMP_WORDS=(berth " + verb +
                           " --); COMP_CWORD=" + std::to_string(words.size() + 1) +
                           "; compopt() { :; }; _berth; printf '%s\\n' \"${COMPREPLY[@]}\"";
        const Outcome outcome = run_program({"bash", "-c", line});
        const std::vector<std::string> offered = words_of(outcome.out);
        for (const std::string& option : options_in(help_of(verb).out)) {
            EXPECT_THAT(offered, testing::Contains(option)) << verb << '\n' << outcome;
        }
    }
}

TEST(Completion, OffersChoicesAndVerbs) {
    const TemporaryFile file(run_berth({"completion", "bash"}).out);
    const std::string script = file.path();
    const auto complete = [&](const std::string& words, int at) {
        return run_program({"bash", "-c",
                            "source " + script + "; COMP_WORDS=(" + words +
                                "); COMP_CWORD=" + std::to_string(at) +
                                "; compopt() { :; }; _berth; echo \"${COMPREPLY[@]}\""})
            .out;
    };
    EXPECT_EQ(complete("berth pl", 1), "place\n");
    EXPECT_EQ(complete("berth place --output s", 3), "start-task\n");
    EXPECT_EQ(complete("berth import o", 2), "openb\n");
    EXPECT_EQ(complete("berth completion b", 2), "bash\n");
    EXPECT_EQ(complete("berth whatif m", 2), "merge\n");
    EXPECT_EQ(complete("berth whatif sweep.yaml --dry", 3), "--dry-run\n");
}

TEST(ManPage, HasEveryVerbAndOption) {
    std::string page = run_berth({"man"}).out;
    for (std::size_t at = 0; (at = page.find("\\-", at)) != std::string::npos; ++at) {
        page.erase(at, 1);
    }
    for (const std::string& verb : verbs) {
        EXPECT_THAT(page, HasSubstr(".SS berth " + verb + "\n"));
        for (const std::string& option : options_in(help_of(verb).out)) {
            EXPECT_THAT(page, HasSubstr(option)) << verb;
        }
    }
    for (const std::string status : {"0", "1", "2", "3", "130"}) {
        EXPECT_THAT(page, HasSubstr(".TP\n.B " + status + "\n"));
        EXPECT_THAT(run_berth({"--help"}).out, HasSubstr("\n  " + status + " "));
    }
}

}  // namespace
}  // namespace berth::test
