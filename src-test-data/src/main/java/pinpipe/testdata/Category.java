package pinpipe.testdata;

import java.util.List;

/** The thirteen categories, which follow each other in blocks, and what their posts are about. */
enum Category {
    ART("art", 80, "Ink Portraits", "Paper Cut Forests", "Watercolour Clouds", "Gallery Corners", "Chalk Sketches"),
    BEAUTY("beauty", 67, "Winged Eyeliner", "Rosewater Masks", "Copper Eyeshadow", "Braided Buns", "Clay Soaps"),
    CHRISTMAS("christmas", 89, "Pine Wreaths", "Felt Stockings", "Advent Jars", "Gingerbread Streets", "Tin Stars"),
    DIY("diy-and-crafts", 75, "Macrame Hangers", "Pallet Benches", "Wax Seals", "Yarn Rugs", "Cork Boards"),
    EDUCATION("education", 77, "Counting Games", "Reading Corners", "Phonics Cards", "Science Jars", "Map Quizzes"),
    EVENTS("event-planning", 67, "Seating Charts", "Garden Receptions", "Guest Lists", "Table Numbers", "Tent Lights"),
    FINANCE("finance", 71, "Savings Trackers", "Envelope Budgets", "No-Spend Months", "Side Jobs", "Pension Basics"),
    HOME("home-decor", 77, "Rattan Shelves", "Hallway Mirrors", "Linen Curtains", "Plant Stands", "Clay Lamps"),
    MENSWEAR("mens-fashion", 76, "Rolled Cuffs", "Tweed Jackets", "Canvas Trainers", "Knitted Ties", "Rain Coats"),
    QUOTES("quotes", 82, "Words of Patience", "Lines on Courage", "Morning Mottos", "Kind Reminders", "Short Proverbs"),
    TATTOOS("tattoos", 87, "Fine Line Ferns", "Compass Sleeves", "Tiny Moons", "Mountain Bands", "Swallow Outlines"),
    TRAVEL("travel", 77, "Harbour Walks", "Night Trains", "Island Ferries", "Desert Camps", "Market Streets"),
    VEHICLES("vehicles", 75, "Camper Conversions", "Racing Stripes", "Old Tractors", "Cargo Bikes", "Rally Coupes");

    final String written;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    final List<String> subjects;

    private final int blockInThousand;

    Category(String written, int blockInThousand, String... subjects) {
        this.written = written;
        this.blockInThousand = blockInThousand;
        this.subjects = List.of(subjects);
    }

    /** The category whose block a post lies in. */
    static Category of(int post, int posts) {
        long left = post * 1_000L / posts;
        for (Category category : values()) {
            left -= category.blockInThousand;
            if (left < 0) {
                return category;
            }
        }
        return VEHICLES;
    }
}
