//! What holds for every address, added to the description once instead of at each of them.

use figures::territory::Level;
use formats::observations::Form;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, HeaderBuilder, Info, InfoBuilder, ObjectBuilder, OpenApi, Ref, RefOr, ResponseBuilder,
        path::{Operation, Parameter, ParameterIn},
        schema::{Object, Schema, Type},
        tag::TagBuilder,
    },
};
use web::problem::Document;

const ABOUT: &str = "\
Official figures about German territories and what stands around them: goals, indicators, deliveries and their origin, down to the cell \
of the file that a number came from.

Everything here can be read by anybody, without a key and from any site (CORS). `GET` and `HEAD` are the only methods. `/api/v1` only \
grows: nothing is renamed, removed or given another meaning; please ignore fields that you do not know.

* **Lists** have one shape: `{\"items\": [ … ], \"next\": cursor or null}`. Send `next` as `cursor`, and nothing else beside it: it holds the \
filters of the first request.
* **Parameters** that are not known are refused with 400, and so are empty ones and repeated ones where one value is expected.
* **Values** are numbers, with `decimals` and `status` beside them. A missing value is `null`, never zero and never left out.
* **Problems** are `application/problem+json` (RFC 9457); their sentences follow `Accept-Language` (German or English).
* **Caching**: each answer has an `ETag`; send it as `If-None-Match` and get 304 while nothing has changed.
* **Origin and licence**: whoever shows a figure elsewhere has to show the note of its source, see `/api/v1/sources`.";

/// The whole description.
pub(super) fn complete(mut described: OpenApi) -> OpenApi {
    described.info = info();
    let tag = |name: &str, about: &str| TagBuilder::new().name(name).description(Some(about)).build();
    described.tags = Some(vec![
        tag(
            "territories",
            "Germany's territories by their official keys, from the country down to the municipality.",
        ),
        tag(
            "goals",
            "The Sustainable Development Goals and their targets, in our own short words.",
        ),
        tag("indicators", "What is counted, in which unit, by which definition."),
        tag(
            "observations",
            "The values, each with its status, its source and the cell that it came from.",
        ),
        tag(
            "deliveries",
            "The files that brought the values, the account of their rows, the sources and their terms.",
        ),
    ]);
    let components = described.components.get_or_insert_default();
    let mut schemas = vec![(Document::name().into_owned(), Document::schema())];
    Document::schemas(&mut schemas);
    components.schemas.extend(schemas);
    for (name, schema) in &mut components.schemas {
        if let (Some(item), RefOr::T(list)) = (name.strip_prefix("List_"), schema) {
            refer_to_items(list, item);
        }
    }
    for (name, about) in PROBLEMS {
        let reference = Ref::from_schema_name(Document::name().into_owned());
        let content = Content::new(Some(RefOr::Ref(reference)));
        let response = ResponseBuilder::new()
            .description(about)
            .content("application/problem+json", content)
            .build();
        components.responses.insert(name.to_owned(), RefOr::T(response));
    }
    let unchanged = ResponseBuilder::new()
        .description("Unchanged since the `ETag` that was sent as `If-None-Match`.")
        .build();
    components.responses.insert("Unchanged".to_owned(), RefOr::T(unchanged));
    for (path, item) in &mut described.paths.paths {
        if let Some(operation) = &mut item.get {
            answer(operation, path.contains('{'));
            for parameter in operation.parameters.iter_mut().flatten() {
                if let RefOr::T(parameter) = parameter {
                    bound(parameter);
                }
            }
        }
    }
    described
}

/// The problems that addresses share, by the name of their response.
const PROBLEMS: [(&str, &str); 5] = [
    (
        "Invalid",
        "A parameter is unknown, empty, repeated or not understood; `errors` says which and why.",
    ),
    ("NotFound", "There is no such thing, or it is not public."),
    ("NotAcceptable", "None of the forms in `Accept` exists here."),
    ("Internal", "Our own failure; please quote `request_id`."),
    (
        "Unavailable",
        "The answer took too long or the system is being maintained; `Retry-After` says when to try again.",
    ),
];

fn info() -> Info {
    InfoBuilder::new()
        .title("Lotse")
        .version("1")
        .description(Some(ABOUT))
        .build()
}

/// What every operation may answer beside what it says itself.
fn answer(operation: &mut Operation, names_one_thing: bool) {
    let responses = &mut operation.responses.responses;
    let mut add = |status: &str, name: &str| {
        responses.insert(status.to_owned(), RefOr::Ref(Ref::from_response_name(name)));
    };
    add("304", "Unchanged");
    add("400", "Invalid");
    if names_one_thing {
        add("404", "NotFound");
    }
    add("406", "NotAcceptable");
    add("500", "Internal");
    add("503", "Unavailable");
    let text = || ObjectBuilder::new().schema_type(Type::String).build();
    if let Some(RefOr::T(response)) = responses.get_mut("200") {
        let tag = HeaderBuilder::new()
            .schema(Some(text()))
            .description(Some("The state of the answer."))
            .build();
        response.headers.insert("ETag".to_owned(), tag.into());
    }
}

/// A list says by name what its items are, instead of saying all of it again.
fn refer_to_items(list: &mut Schema, item: &str) {
    let Schema::Object(list) = list else {
        return;
    };
    if let Some(RefOr::T(Schema::Array(items))) = list.properties.get_mut("items") {
        items.items = RefOr::Ref(Ref::from_schema_name(item)).into();
    }
}

/// The bounds that hold for every parameter of a name, and that no text may be empty.
fn bound(parameter: &mut Parameter) {
    let Some(RefOr::T(schema)) = &mut parameter.schema else {
        return;
    };
    let is_query = parameter.parameter_in == ParameterIn::Query;
    match (parameter.name.as_str(), schema) {
        ("limit", Schema::Object(limit)) => {
            limit.minimum = Some(1.into());
            limit.maximum = Some(1000.into());
            limit.default = Some(100.into());
        }
        ("level", Schema::Object(level)) => one_of(level, &Level::ALL.map(Level::as_str)),
        // Which forms there are is said by each address.
        ("format", Schema::Object(format)) => {
            let said = parameter.description.as_deref().unwrap_or_default();
            let mut forms = Form::ALL.map(Form::as_str).to_vec();
            forms.retain(|form| said.contains(&format!("`{form}`")));
            one_of(format, &forms);
        }
        (_, Schema::Object(text)) if is_query && text.schema_type == Type::String.into() => text.min_length = Some(1),
        _ => {}
    }
}

fn one_of(text: &mut Object, words: &[&str]) {
    text.enum_values = Some(words.iter().map(|word| (*word).into()).collect());
}
